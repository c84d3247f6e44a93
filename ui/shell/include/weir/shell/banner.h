// SPDX-License-Identifier: GPL-3.0-or-later
// Banner: a message above the canvas with its cause, what to do next and "copy details". Instead of modal boxes.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace weir {

class Theme;

class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Error, Warning, Info };
    explicit Banner(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// `action` may be empty: no button. `details` is what "Copy details" copies; empty: the message.
    void show(Kind kind, const QString& message, const QString& action = {}, std::function<void()> then = {}, const QString& details = {});
    const QString& message() const { return m_message; }
    void retranslate();

private:
    void paint();
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
    QPushButton* m_copy = nullptr;
    QToolButton* m_close = nullptr;
    Kind m_kind = Kind::Info;
    QString m_message;
    QString m_details;
    std::function<void()> m_then;
    const Theme* m_theme = nullptr;
};

} // namespace weir
