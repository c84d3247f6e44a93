// SPDX-License-Identifier: GPL-3.0-or-later
// ExpressionEditor: SQL with colours, completion of columns and functions, and mistakes underlined at their word with the
// sentence beneath. It knows nothing of nodes: whoever uses it gives the names and the diagnostics.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/document/theme.h"
#include "weir/expr/scope.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace weir {

class CompletionPopup;
struct Candidate;

class ExpressionEditor : public QWidget {
    Q_OBJECT
public:
    explicit ExpressionEditor(const Theme& theme, QWidget* parent = nullptr);
    ~ExpressionEditor() override;

    void setTheme(const Theme& theme);
    QString text() const;
    /// Does not emit edited(); keeps the cursor where it can.
    void setText(const QString& text);
    /// What may be named.
    void setScope(const expr::Scope& scope);
    /// Spans are bytes of the UTF-8 text.
    void setDiagnostics(const std::vector<Diagnostic>& diagnostics);
    void setPlaceholder(const QString& text);
    /// Lines shown at least; grows to 8.
    void setLines(int lines);
    /// The cursor to the first mistake, else to the end; takes the focus.
    void focusMistake();
    /// The word under the cursor, or the one it stands behind: what F1 explains. Empty: none.
    QString wordAtCursor() const;

Q_SIGNALS:
    void edited(const QString& text);
    void finished(); ///< focus left
    void quickFixAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Sheet;
    void style(); ///< frame and margins, by focus, mistakes and length
    void color(); ///< by theme
    void mark();
    void fitHeight();
    void placePlaceholder();
    void complete(bool asked);
    void insert(const Candidate& candidate);

    Sheet* m_sheet = nullptr;
    CompletionPopup* m_popup = nullptr;
    Theme m_theme;
    std::vector<Candidate> m_candidates;
    std::vector<Diagnostic> m_diagnostics;
    QLabel* m_placeholder = nullptr;
    int m_lines = 1;
    int m_annotationLines = 0;
    bool m_setting = false;
};

} // namespace weir
