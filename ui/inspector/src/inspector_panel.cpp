// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/inspector/inspector_panel.h"

#include "form_view.h"
#include "node_form.h"
#include "other_forms.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

InspectorPanel::InspectorPanel(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme), m_page(new QWidget) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(280);
    setAccessibleName(tr("Properties"));
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    m_page->setObjectName(QStringLiteral("formPage"));
    setWidget(m_page);
}

InspectorPanel::~InspectorPanel() {
    if (m_document) m_document->disconnect(this);
}

void InspectorPanel::setDocument(Document* document, Checker* checker) {
    if (m_document) m_document->disconnect(this);
    if (m_checker) m_checker->disconnect(this);
    m_document = document;
    m_checker = checker;
    m_selection = {};
    if (m_document) {
        connect(m_document, &Document::changed, this, &InspectorPanel::onChanged);
        connect(m_document, &QObject::destroyed, this, [this] { setDocument(nullptr, m_checker); });
    }
    if (m_checker) connect(m_checker, &Checker::checked, this, &InspectorPanel::onChecked);
    rebuild();
}

void InspectorPanel::setSelection(const Selection& selection) {
    if (selection == m_selection) return;
    m_selection = selection;
    if (m_document) m_document->endGesture();
    rebuild();
}

void InspectorPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    rebuild();
}

void InspectorPanel::rebuild() {
    m_stale = true;
    if (isVisible()) build();
    else dropForm(); // nobody sees it, and it must not follow what is no longer selected
}

void InspectorPanel::dropForm() {
    if (!m_form) return;
    m_page->layout()->removeWidget(m_form);
    m_form->hide();
    m_form->deleteLater(); // it may be the sender
    m_form = nullptr;
}

FormView* InspectorPanel::form() {
    if (m_stale) build();
    return m_form;
}

void InspectorPanel::build() {
    m_stale = false;
    const int scrolled = verticalScrollBar()->value();
    dropForm();
    if (!m_document) return;
    const Topology& topology = m_document->topology();
    const auto& edges = topology.edges;
    if (m_selection.nodes.size() > 1) m_form = new NodesForm(*m_document, m_selection.nodes, m_theme, m_page);
    else if (m_selection.nodes.size() == 1 && topology.find(m_selection.nodes.front())) m_form = new NodeForm(*m_document, m_selection.nodes.front(), m_theme, m_page);
    else if (!m_selection.edges.empty() && std::find(edges.begin(), edges.end(), m_selection.edges.front()) != edges.end()) m_form = new WireForm(*m_document, m_selection.edges.front(), m_theme, m_page);
    else if (!m_selection.notes.empty() && m_selection.notes.front() < topology.notes.size()) m_form = new NoteForm(*m_document, m_selection.notes.front(), m_theme, m_page);
    else if (!m_selection.groups.empty() && m_selection.groups.front() < topology.groups.size()) m_form = new GroupForm(*m_document, m_selection.groups.front(), m_theme, m_page);
    else m_form = new TopologyForm(*m_document, m_theme, m_page);
    connect(m_form, &FormView::said, this, &InspectorPanel::said);
    m_page->layout()->addWidget(m_form);
    m_form->show();
    if (m_checker) m_form->showCheck(m_checker->latest());
    verticalScrollBar()->setValue(scrolled);
}

void InspectorPanel::showEvent(QShowEvent* event) {
    if (m_stale) build();
    QScrollArea::showEvent(event);
}

void InspectorPanel::onChanged(const ChangeEvent& change) {
    if (const auto* renamed = std::get_if<NodeRenamed>(&change)) std::replace(m_selection.nodes.begin(), m_selection.nodes.end(), renamed->before, renamed->after);
    if (m_form && !m_form->follow(change)) {
        m_selection = {};
        rebuild();
    }
}

void InspectorPanel::onChecked(const CheckResult& result) {
    if (m_form) m_form->showCheck(result);
}

void InspectorPanel::focusField(const std::string& field) {
    if (auto* shown = form(); shown && shown->focusField(field) && widget()->focusWidget()) ensureWidgetVisible(widget()->focusWidget());
}

bool InspectorPanel::applyQuickFix() {
    auto* shown = form();
    return shown && shown->applyQuickFix();
}

void InspectorPanel::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    setAccessibleName(tr("Properties"));
    rebuild();
}

bool applyFix(Document& document, const Diagnostic& diagnostic) {
    const Edit edit = edits::mend(document.topology(), diagnostic);
    if (edit.empty()) return false;
    document.endGesture();
    document.push(edit);
    document.endGesture();
    return true;
}

} // namespace weir
