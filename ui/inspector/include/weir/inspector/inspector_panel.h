// SPDX-License-Identifier: GPL-3.0-or-later
// InspectorPanel: the form of what is selected (the tab "Properties"). A node's form follows from its NodeSpec's fields; with
// nothing selected it is the topology's own form. Edits go to the document, one step per visit of a field. A panel that is not
// seen makes no form: it waits until it is shown or asked.
#pragma once

#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"

#include <QPointer>
#include <QScrollArea>

#include <memory>

namespace weir {

class FormView;

class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorPanel(const Theme& theme, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// What the form edits, and whose results it shows; both null: empty. Follow the tab in front.
    void setDocument(Document* document, Checker* checker);
    /// From CanvasView::selectionEdited.
    void setSelection(const Selection& selection);
    void setTheme(const Theme& theme);
    /// Put the cursor into a field (from the problems list): "where", "window.size".
    void focusField(const std::string& field);
    /// The first quick fix of the selection (Ctrl+.); false: there is none.
    bool applyQuickFix();

Q_SIGNALS:
    void said(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// Now, or when it is seen.
    void rebuild();
    void build();
    FormView* form();
    void dropForm();
    void onChanged(const ChangeEvent& change);
    void onChecked(const CheckResult& result);

    Theme m_theme;
    // A tab may close while its document is shown.
    QPointer<Document> m_document;
    QPointer<Checker> m_checker;
    Selection m_selection;
    QWidget* m_page = nullptr;  ///< forms come and go inside it: giving one another parent would style it twice
    FormView* m_form = nullptr;
    bool m_stale = false; ///< the form is to be made
};

/// Apply a diagnostic's fix as one step of the history; false: it has none or the drawing has changed since.
bool applyFix(Document& document, const Diagnostic& diagnostic);

} // namespace weir
