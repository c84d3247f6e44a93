// SPDX-License-Identifier: GPL-3.0-or-later
// LogPanel: what the window and its jobs said, by level; the last 2,000 lines.
#pragma once

#include <QWidget>

#include <deque>

class QComboBox;
class QTableWidget;

namespace weir {

class Theme;

class LogPanel : public QWidget {
    Q_OBJECT
public:
    enum class Level { Info, Warning, Error };
    explicit LogPanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void add(Level level, const QString& origin, const QString& sentence);
    int lineCount() const { return static_cast<int>(m_lines.size()); }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Line {
        qint64 time;
        Level level;
        QString origin;
        QString sentence;
    };
    void append(const Line& line);
    void fill();
    void retranslate();
    const Theme* m_theme;
    std::deque<Line> m_lines;
    QComboBox* m_level = nullptr;
    QTableWidget* m_table = nullptr;
};

} // namespace weir
