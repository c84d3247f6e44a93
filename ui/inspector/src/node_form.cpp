// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_form.h"

#include "field_form.h"
#include "weir/document/engine_words.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/topology/topology_json.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

namespace {

QString inNodes(const std::string& english) { return english.empty() ? QString() : QCoreApplication::translate("nodes", english.c_str()); }

QLabel* labelled(const QString& text, const char16_t* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QString::fromUtf16(look));
    return label;
}

/// The names that expressions of this node may use.
expr::Scope scopeOf(const BoundNode& bound) {
    expr::Scope scope;
    for (const BoundInput& input : bound.inputs) {
        const std::string qualifier = input.port == "left" ? "l" : input.port == "right" ? "r" : "";
        scope.sides.push_back(input.type.side(qualifier));
    }
    // A source's own expressions (timestamp) see the record that it reads.
    if (scope.sides.empty() && !bound.outputs.empty()) scope.sides.push_back(bound.outputs.front().type.side());
    return scope;
}

} // namespace

QString prettyJson(const FieldValue& value, int indent) {
    const QString pad(indent + 2, QLatin1Char(' '));
    if (const auto* object = value.object(); object && !object->empty()) {
        QStringList lines;
        for (const auto& [name, member] : *object)
            lines.append(pad + QString::fromStdString(fieldToJson(FieldValue(name))) + QStringLiteral(": ") + prettyJson(member, indent + 2));
        return QStringLiteral("{\n") + lines.join(QStringLiteral(",\n")) + QLatin1Char('\n') + QString(indent, QLatin1Char(' ')) + QLatin1Char('}');
    }
    if (const auto* list = value.list(); list && !list->empty()) {
        QStringList lines;
        for (const FieldValue& part : *list) lines.append(pad + prettyJson(part, indent + 2));
        return QStringLiteral("[\n") + lines.join(QStringLiteral(",\n")) + QLatin1Char('\n') + QString(indent, QLatin1Char(' ')) + QLatin1Char(']');
    }
    return QString::fromStdString(fieldToJson(value));
}

NodeForm::NodeForm(Document& document, const std::string& node, const Theme& theme, QWidget* parent) : FormView(document, theme, parent), m_id(node) {
    static const std::vector<FieldSpec> NO_FIELDS;
    const Node* shown = document.topology().find(node);
    const NodeSpec* spec = shown ? document.registry().find(shown->type) : nullptr;
    m_head = new FormHead(theme, this);
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("nodeName"));
    m_name->setAccessibleName(tr("Name"));
    m_title = new QLineEdit(this);
    m_title->setObjectName(QStringLiteral("nodeTitle"));
    m_title->setAccessibleName(tr("Title"));
    m_nameSentence = labelled({}, u"error", this);
    m_nameSentence->setWordWrap(true);
    m_nameSentence->hide();
    m_fields = new FieldForm(spec ? spec->fields : NO_FIELDS, theme, this);
    m_asJson = new QPushButton(tr("as JSON"), this);
    m_asJson->setProperty("look", QStringLiteral("link"));
    m_asJson->setCheckable(true);
    m_json = new QPlainTextEdit(this);
    m_json->setProperty("look", QStringLiteral("mono"));
    m_json->setMinimumHeight(220);
    m_json->setTabChangesFocus(true);
    m_json->setAccessibleName(tr("Fields as JSON"));
    m_json->hide();
    m_jsonSentence = labelled({}, u"error", this);
    m_jsonSentence->setWordWrap(true);
    m_jsonSentence->hide();
    m_fixes = new QWidget(this);
    m_fixes->hide();
    m_output = new SchemaList(theme, this);

    auto* names = new QGridLayout;
    names->setHorizontalSpacing(8);
    names->setVerticalSpacing(8);
    names->setColumnMinimumWidth(0, 72);
    names->addWidget(labelled(tr("Name"), u"muted", this), 0, 0);
    names->addWidget(m_name, 0, 1);
    names->addWidget(m_nameSentence, 1, 1);
    names->addWidget(labelled(tr("Title"), u"muted", this), 2, 0);
    names->addWidget(m_title, 2, 1);
    auto* switcher = new QHBoxLayout;
    switcher->addStretch();
    switcher->addWidget(m_asJson);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(16, 12, 16, 12);
    body->setSpacing(8);
    body->addLayout(names);
    body->addWidget(m_fields);
    body->addWidget(m_json);
    body->addWidget(m_jsonSentence);
    body->addWidget(m_fixes);
    body->addLayout(switcher);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addLayout(body);
    all->addWidget(m_output);
    all->addStretch();

    connect(m_name, &QLineEdit::editingFinished, this, &NodeForm::rename);
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) { m_document.push(edits::setTitle(m_document.topology(), m_id, text.toStdString())); });
    connect(m_title, &QLineEdit::editingFinished, this, [this] { m_document.endGesture(); });
    connect(m_fields, &FieldForm::edited, this, [this](const std::string& path, const FieldValue& value) {
        m_document.push(edits::setField(m_document.topology(), m_id, path, value));
    });
    connect(m_fields, &FieldForm::finished, this, [this] { m_document.endGesture(); });
    connect(m_fields, &FieldForm::quickFixAsked, this, [this](const std::string& path) { fix(path); });
    connect(m_asJson, &QPushButton::toggled, this, [this](bool json) {
        m_fields->setVisible(!json);
        m_json->setVisible(json);
        m_asJson->setText(json ? tr("as a form") : tr("as JSON"));
        m_jsonSentence->hide();
        showNode();
    });
    connect(m_json, &QPlainTextEdit::textChanged, this, &NodeForm::applyJson);
    showNode();
}

void NodeForm::showNode() {
    const Node* node = m_document.topology().find(m_id);
    if (!node) return;
    const NodeSpec* spec = m_document.registry().find(node->type);
    m_head->show(iconOf(*node), m_theme.kind(shapeOf(*node, spec)), QString::fromStdString(node->title.empty() ? node->id : node->title),
                 spec ? inNodes(spec->title) : tr("Unknown type %1").arg(QString::fromStdString(node->type)));
    if (!m_name->hasFocus()) m_name->setText(QString::fromStdString(node->id));
    m_title->setPlaceholderText(QString::fromStdString(node->id));
    if (m_title->text() != QString::fromStdString(node->title)) m_title->setText(QString::fromStdString(node->title));
    m_fields->setFields(node->fields);
    if (!m_json->isVisibleTo(this)) return;
    const auto written = fieldFromJson(m_json->toPlainText().toStdString());
    if (written && written->object() && *written->object() == node->fields) return; // it is what the user wrote
    const QSignalBlocker quiet(m_json);
    m_json->setPlainText(prettyJson(FieldValue(node->fields)));
}

bool NodeForm::follow(const ChangeEvent& change) {
    if (const auto* renamed = std::get_if<NodeRenamed>(&change); renamed && renamed->before == m_id) m_id = renamed->after;
    if (std::holds_alternative<DocumentReplaced>(change)) return false;
    if (const auto* changed = std::get_if<NodeChanged>(&change); changed && changed->after.id == m_id && changed->before.type != changed->after.type) return false;
    if (!m_document.topology().find(m_id)) return false;
    showNode();
    return true;
}

void NodeForm::showCheck(const CheckResult& result) {
    m_diagnostics.clear();
    int errors = 0;
    int warnings = 0;
    for (const Diagnostic* d : result.of(m_id)) {
        m_diagnostics.push_back(*d);
        errors += d->severity == Severity::Error ? 1 : 0;
        warnings += d->severity == Severity::Warning ? 1 : 0;
    }
    m_head->setProblems(errors, warnings);
    const BoundNode* bound = result.bound(m_id);
    if (bound) m_fields->setScope(scopeOf(*bound));
    m_fields->setDiagnostics(m_diagnostics);
    m_output->show(tr("Output"), bound && !bound->outputs.empty() ? &bound->outputs.front().type : nullptr);
    if (!m_fixes->layout()) {
        auto* column = new QVBoxLayout(m_fixes);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
    }
    while (QLayoutItem* item = m_fixes->layout()->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const Diagnostic& d : m_diagnostics) {
        if (!d.fix) continue;
        auto* button = new QPushButton(engineWords(d.fix->title), m_fixes);
        button->setProperty("look", QStringLiteral("fix"));
        button->setToolTip(QStringLiteral("Ctrl+."));
        m_fixes->layout()->addWidget(button);
        m_fixes->layout()->setAlignment(button, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, d] { applyFix(m_document, d); });
    }
    m_fixes->setVisible(m_fixes->layout()->count() > 0);
}

bool NodeForm::fix(const std::string& field) {
    for (const Diagnostic& d : m_diagnostics)
        if (d.fix && (field.empty() || d.field == field)) return applyFix(m_document, d);
    return false;
}

bool NodeForm::applyQuickFix() { return fix({}); }

bool NodeForm::focusField(const std::string& field) {
    m_asJson->setChecked(false);
    if (field == "id") {
        m_name->setFocus();
        m_name->selectAll();
        return true;
    }
    return m_fields->focusField(field);
}

void NodeForm::rename() {
    const std::string wanted = m_name->text().trimmed().toStdString();
    m_nameSentence->hide();
    if (wanted == m_id) return;
    const Edit edit = edits::renameNode(m_document.topology(), m_id, wanted);
    if (edit.empty()) {
        m_nameSentence->setText(m_document.topology().find(wanted) ? tr("Another node has this name.")
                                                                   : tr("A name has 1 to 64 letters (a-z, A-Z), digits, - or _."));
        m_nameSentence->show();
        return;
    }
    m_document.push(edit);
    m_document.endGesture();
}

void NodeForm::applyJson() {
    const auto value = fieldFromJson(m_json->toPlainText().toStdString());
    const bool good = value && value->object();
    m_jsonSentence->setText(tr("This is not a JSON object yet; the node keeps its last fields."));
    m_jsonSentence->setVisible(!good);
    if (good) m_document.push(edits::setFields(m_document.topology(), m_id, *value->object()));
}

} // namespace weir
