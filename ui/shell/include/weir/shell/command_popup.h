// SPDX-License-Identifier: GPL-3.0-or-later
// CommandPopup: a field over a list: type to narrow, Enter to do. The command palette and the quick search are two of these.
#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace weir {

struct PopupEntry {
    QString text;
    QString detail; ///< at the right: a key, a kind
    QIcon icon;
    std::function<void()> run;
    bool enabled = true;
};

class CommandPopup : public QFrame {
    Q_OBJECT
public:
    explicit CommandPopup(QWidget* parent);
    /// In the upper middle of the parent window.
    void open(const QString& placeholder, std::vector<PopupEntry> entries);
    QLineEdit& field() { return *m_field; }
    int shownCount() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose();
    QLineEdit* m_field = nullptr;
    QListWidget* m_list = nullptr;
    std::vector<PopupEntry> m_entries;
};

/// 0: no match; the letters of `text` in order, better the closer together and the nearer to the start of words.
int fuzzyScore(const QString& candidate, const QString& text);

} // namespace weir
