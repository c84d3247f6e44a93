// SPDX-License-Identifier: GPL-3.0-or-later
// RecoveryDialog: edits that a crash left behind: for each what differs from the file, then take it, drop it, or decide later.
#pragma once

#include "weir/document/autosave.h"

#include <QDialog>

#include <vector>

class QLabel;
class QListWidget;
class QTextEdit;

namespace weir {

class Theme;

class RecoveryDialog : public QDialog {
    Q_OBJECT
public:
    RecoveryDialog(std::vector<Recovered> found, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void taken(const weir::Recovered& recovered);

private:
    void show(int row);
    void remove(int row);
    std::vector<Recovered> m_found;
    const Theme& m_theme;
    QListWidget* m_list = nullptr;
    QTextEdit* m_diff = nullptr;
    QLabel* m_note = nullptr;
};

/// Lines with their sign: "- old", "+ new", "  same" (three lines around each change).
QStringList lineDiff(const QStringList& before, const QStringList& after);

} // namespace weir
