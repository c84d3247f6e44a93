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
class QListWidget;
class QsciScintilla;

namespace weir {

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

Q_SIGNALS:
    void edited(const QString& text);
    void finished(); ///< focus left
    void quickFixAsked();

private:
    class Sheet;
    class Completion;
    Sheet* m_sheet = nullptr;
    QLabel* m_sentence = nullptr;
    Theme m_theme;
    std::vector<Diagnostic> m_diagnostics;
};

} // namespace weir
