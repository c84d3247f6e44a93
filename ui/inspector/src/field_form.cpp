// SPDX-License-Identifier: GPL-3.0-or-later
#include "field_form.h"

#include "weir/document/edits.h"
#include "weir/document/engine_words.h"
#include "weir/document/plain_text.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTimer>

#include <algorithm>

namespace weir {

namespace {

constexpr int LABEL_WIDTH = 72;

QString inNodes(const std::string& english) { return english.empty() ? QString() : QCoreApplication::translate("nodes", english.c_str()); }
std::string joined(const std::string& parent, const std::string& name) { return parent.empty() ? name : parent + "." + name; }

void setLook(QWidget* widget, const QString& look) {
    if (widget->property("look").toString() == look) return;
    widget->setProperty("look", look);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QString labelOf(const FieldSpec& spec) { return inNodes(spec.label.empty() ? spec.name : spec.label); }

} // namespace

FieldForm::FieldForm(const std::vector<FieldSpec>& specs, const Theme& theme, QWidget* parent) : QWidget(parent), m_specs(specs), m_theme(theme) {
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnMinimumWidth(0, LABEL_WIDTH);
    m_grid->setColumnStretch(1, 1);
    build();
}

std::vector<std::size_t> FieldForm::listSizes(const std::vector<FieldSpec>& specs, const std::string& parent) const {
    std::vector<std::size_t> sizes;
    for (const FieldSpec& spec : specs) {
        if (spec.kind != FieldKind::ObjectList) continue;
        const FieldValue* value = fieldAt(m_fields, joined(parent, spec.name));
        sizes.push_back(value && value->list() ? value->list()->size() : 0);
    }
    return sizes;
}

void FieldForm::build() {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        // An editor may be the sender of the change that led here.
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_rows.clear();
    m_fold = nullptr;
    m_listSizes = listSizes(m_specs, {});
    addRows(m_specs, {}, false, {});
    if (std::any_of(m_specs.begin(), m_specs.end(), [](const FieldSpec& s) { return s.advanced; })) addFold();
    m_advancedBuilt = m_unfolded;
    if (m_unfolded) addRows(m_specs, {}, true, {});
    for (const Row& row : m_rows)
        if (row.editor) row.editor->setScope(m_scope);
    refresh();
}

void FieldForm::unfold(bool unfolded) {
    m_unfolded = unfolded;
    if (!unfolded || m_advancedBuilt) return refresh();
    const auto before = m_rows.size();
    m_advancedBuilt = true;
    addRows(m_specs, {}, true, {});
    for (auto i = before; i < m_rows.size(); ++i)
        if (m_rows[i].editor) m_rows[i].editor->setScope(m_scope);
    refresh();
}

bool FieldForm::isFolded(const std::string& path) const {
    const auto top = path.substr(0, path.find_first_of(".["));
    return !m_unfolded && std::any_of(m_specs.begin(), m_specs.end(), [&](const FieldSpec& spec) { return spec.advanced && spec.name == top; });
}

void FieldForm::addRows(const std::vector<FieldSpec>& specs, const std::string& parent, bool advanced, const QString& firstLabel) {
    bool first = true;
    for (const FieldSpec& spec : specs) {
        if (parent.empty() && spec.advanced != advanced) continue;
        const std::string path = joined(parent, spec.name);
        if (spec.kind == FieldKind::Object) {
            // An object that begins with a choice ("type", "format") is one row with the object's name, then its other members.
            addRows(spec.members, path, advanced, labelOf(spec));
        } else if (spec.kind == FieldKind::ObjectList) {
            addList(spec, path, advanced);
        } else {
            addRow(spec, specs, parent, advanced, first && !firstLabel.isEmpty() && spec.kind == FieldKind::Choice ? firstLabel : labelOf(spec));
        }
        first = false;
    }
}

void FieldForm::addRow(const FieldSpec& spec, const std::vector<FieldSpec>& siblings, const std::string& parent, bool advanced, const QString& label) {
    Row row;
    row.spec = &spec;
    row.path = joined(parent, spec.name);
    row.parent = parent;
    row.siblings = &siblings;
    row.advanced = advanced;
    row.label = new QLabel(label, this);
    row.label->setTextFormat(Qt::PlainText);
    row.label->setToolTip(plainToolTip(inNodes(spec.help)));
    row.editor = makeFieldEditor(spec, m_theme, this);
    row.editor->setObjectName(QString::fromStdString(row.path));
    row.editor->setAccessibleName(label);
    row.editor->setToolTip(plainToolTip(inNodes(spec.help)));
    row.label->setBuddy(row.editor);
    row.sentence = new QLabel(this);
    row.sentence->setTextFormat(Qt::PlainText);
    row.sentence->setWordWrap(true);
    setLook(row.sentence, QStringLiteral("error"));
    row.sentence->hide();
    const int at = m_grid->rowCount();
    if (row.editor->isWide()) {
        m_grid->addWidget(row.label, at, 0, 1, 2);
        m_grid->addWidget(row.editor, at + 1, 0, 1, 2);
        m_grid->addWidget(row.sentence, at + 2, 0, 1, 2);
    } else {
        m_grid->addWidget(row.label, at, 0);
        m_grid->addWidget(row.editor, at, 1);
        m_grid->addWidget(row.sentence, at + 1, 1);
    }
    const std::string path = row.path;
    connect(row.editor, &FieldEditor::edited, this, [this, path](const FieldValue& value) { Q_EMIT edited(path, value); });
    connect(row.editor, &FieldEditor::finished, this, &FieldForm::finished);
    connect(row.editor, &FieldEditor::quickFixAsked, this, [this, path] { Q_EMIT quickFixAsked(path); });
    m_rows.push_back(row);
}

void FieldForm::addList(const FieldSpec& spec, const std::string& path, bool advanced) {
    const FieldValue* value = fieldAt(m_fields, path);
    const std::size_t size = value && value->list() ? value->list()->size() : 0;
    const auto button = [&](const QString& text, const QString& look) {
        auto* made = new QPushButton(text, this);
        setLook(made, look);
        return made;
    };
    for (std::size_t i = 0; i < size; ++i) {
        const std::string element = path + "[" + std::to_string(i) + "]";
        Row head;
        head.advanced = advanced;
        head.path = element;
        head.label = new QLabel(labelOf(spec) + QLatin1Char(' ') + QString::number(i + 1), this);
        setLook(head.label, QStringLiteral("section"));
        head.extra = button(tr("Remove"), QStringLiteral("link"));
        const int at = m_grid->rowCount();
        m_grid->addWidget(head.label, at, 0);
        m_grid->addWidget(head.extra, at, 1, Qt::AlignRight);
        connect(static_cast<QPushButton*>(head.extra), &QPushButton::clicked, this, [this, element] {
            Q_EMIT edited(element, FieldValue());
            Q_EMIT finished();
        });
        m_rows.push_back(head);
        for (const FieldSpec& member : spec.members) addRow(member, spec.members, element, advanced, labelOf(member));
    }
    Row tail;
    tail.advanced = advanced;
    tail.path = path;
    tail.extra = button(tr("Add %1").arg(labelOf(spec)), QStringLiteral("ghost"));
    m_grid->addWidget(tail.extra, m_grid->rowCount(), 0, 1, 2, Qt::AlignLeft);
    connect(static_cast<QPushButton*>(tail.extra), &QPushButton::clicked, this, [this, path, size, &spec] {
        FieldValue::Object element;
        for (const FieldSpec& member : spec.members)
            if (member.required) element.emplace_back(member.name, member.kind == FieldKind::Name ? FieldValue("branch-" + std::to_string(size + 1)) : FieldValue(std::string()));
        Q_EMIT edited(path + "[" + std::to_string(size) + "]", FieldValue(std::move(element)));
        Q_EMIT finished();
    });
    m_rows.push_back(tail);
}

void FieldForm::addFold() {
    QStringList names;
    for (const FieldSpec& spec : m_specs)
        if (spec.advanced) names.append(labelOf(spec).toLower());
    m_foldText = tr("Advanced: %1").arg(names.join(QStringLiteral(", ")));
    m_fold = new QPushButton(m_foldText, this);
    m_fold->setToolTip(m_foldText);
    setLook(m_fold, QStringLiteral("fold"));
    m_fold->setIcon(m_theme.icon(m_unfolded ? QStringLiteral("chevD") : QStringLiteral("chevR"), m_theme.muted()));
    m_grid->addWidget(m_fold, m_grid->rowCount(), 0, 1, 2);
    m_fold->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_fold, &QPushButton::clicked, this, [this] { unfold(!m_unfolded); });
}

void FieldForm::elideFold() {
    constexpr int iconAndPadding = 40;
    if (m_fold && width() > 2 * iconAndPadding) m_fold->setText(m_fold->fontMetrics().elidedText(m_foldText, Qt::ElideRight, width() - iconAndPadding));
}

void FieldForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elideFold();
}

bool FieldForm::applies(const Row& row) const {
    if (!row.spec || row.spec->onlyWhen.empty()) return true;
    const FieldValue* value = fieldAt(m_fields, joined(row.parent, row.spec->onlyWhen));
    if (!value)
        for (const FieldSpec& sibling : *row.siblings)
            if (sibling.name == row.spec->onlyWhen) value = &sibling.fallback;
    if (!value || !value->text()) return false;
    const auto& wanted = row.spec->onlyValues;
    return std::find(wanted.begin(), wanted.end(), *value->text()) != wanted.end();
}

void FieldForm::refresh() {
    for (const Row& row : m_rows) {
        const bool shown = (!row.advanced || m_unfolded) && applies(row);
        for (QWidget* widget : {static_cast<QWidget*>(row.label), static_cast<QWidget*>(row.editor), row.extra})
            if (widget) widget->setVisible(shown);
        if (!row.editor) continue;
        const FieldValue* value = fieldAt(m_fields, row.path);
        row.editor->setValue(value);
        const bool changed = value && *value != row.spec->fallback;
        setLook(row.label, changed ? QStringLiteral("changed") : QStringLiteral("muted"));
        std::vector<Diagnostic> mine;
        QString sentence;
        bool error = false;
        for (const Diagnostic& d : m_diagnostics) {
            if (d.field != row.path) continue;
            mine.push_back(d);
            error = error || d.severity == Severity::Error;
            sentence += (sentence.isEmpty() ? QString() : QStringLiteral("\n")) + engineWords(d.message);
        }
        row.editor->setDiagnostics(mine);
        row.sentence->setText(sentence);
        setLook(row.sentence, error ? QStringLiteral("error") : QStringLiteral("warn"));
        row.sentence->setVisible(shown && !sentence.isEmpty() && !row.editor->showsDiagnostics());
    }
    if (m_fold) m_fold->setIcon(m_theme.icon(m_unfolded ? QStringLiteral("chevD") : QStringLiteral("chevR"), m_theme.muted()));
}

void FieldForm::setFields(const FieldValue::Object& fields) {
    m_fields = fields;
    if (listSizes(m_specs, {}) != m_listSizes) build();
    else refresh();
}

void FieldForm::setScope(const expr::Scope& scope) {
    m_scope = scope;
    for (const Row& row : m_rows)
        if (row.editor) row.editor->setScope(scope);
}

void FieldForm::setDiagnostics(const std::vector<Diagnostic>& diagnostics) {
    if (diagnostics == m_diagnostics) return;
    m_diagnostics = diagnostics;
    if (std::any_of(diagnostics.begin(), diagnostics.end(), [this](const Diagnostic& d) { return isFolded(d.field); })) unfold(true); // nobody looks for it there
    else refresh();
}

void FieldForm::setTheme(const Theme& theme) {
    m_theme = theme;
    for (const Row& row : m_rows)
        if (row.editor) row.editor->setTheme(theme);
    refresh();
}

bool FieldForm::focusField(const std::string& path) {
    if (isFolded(path)) unfold(true);
    for (const Row& row : m_rows) {
        const bool here = row.editor && (row.path == path || row.path.starts_with(path + ".") || path.starts_with(row.path + "."));
        if (!here) continue;
        row.editor->focus();
        return true;
    }
    return false;
}

} // namespace weir
