// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemsPanel: what is wrong with the drawing: node, field, sentence, quick fix; F8 walks it.
#pragma once

#include "weir/core/diagnostic.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace weir {

struct CheckResult;
class Theme;

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void showResult(const CheckResult* result);
    const Diagnostics& diagnostics() const { return m_diagnostics; }
    int count(Severity severity) const;
    /// Select the next (+1) or the one before (−1), round and round; it is then chosen.
    void walk(int step);

Q_SIGNALS:
    /// Show it: select the node, put the cursor into the field.
    void chosen(const weir::Diagnostic& diagnostic);
    void fixAsked(const weir::Diagnostic& diagnostic);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    const Theme* m_theme;
    Diagnostics m_diagnostics;
    QTableWidget* m_table = nullptr;
    QLabel* m_empty = nullptr;
};

} // namespace weir
