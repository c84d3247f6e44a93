// SPDX-License-Identifier: GPL-3.0-or-later
#include "other_forms.h"

#include "weir/inspector/profile_table.h"
#include "weir/document/engine_words.h"
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

namespace {

QLabel* labelled(const QString& text, const char16_t* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QString::fromUtf16(look));
    return label;
}

QGridLayout* gridOf(QVBoxLayout& all) {
    auto* grid = new QGridLayout;
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, 72);
    grid->setColumnStretch(1, 1);
    all.addLayout(grid);
    return grid;
}

QVBoxLayout* columnOf(QWidget* form, FormHead* head) {
    auto* all = new QVBoxLayout(form);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    return all;
}

/// What a combo box holds: index 0 is "as usual".
template <class T>
std::optional<T> chosen(const QComboBox& box) {
    if (box.currentIndex() <= 0) return std::nullopt;
    return static_cast<T>(box.currentIndex() - 1);
}
template <class T>
void choose(QComboBox& box, const std::optional<T>& value) {
    box.setCurrentIndex(value ? static_cast<int>(*value) + 1 : 0);
}

} // namespace

// ---- the topology ----------------------------------------------------------------------------------------------------

TopologyForm::TopologyForm(Document& document, const Theme& theme, QWidget* parent) : FormView(document, theme, parent) {
    m_head = new FormHead(theme, this);
    auto* all = columnOf(this, m_head);
    auto* grid = gridOf(*all);
    const auto add = [&](const QString& label, QWidget* field, const QString& help) {
        const int row = grid->rowCount();
        auto* name = labelled(label, u"muted", this);
        name->setToolTip(help);
        field->setToolTip(help);
        field->setAccessibleName(label);
        name->setBuddy(field);
        grid->addWidget(name, row, 0);
        grid->addWidget(field, row, 1);
    };
    m_name = new QLineEdit(this);
    m_applicationId = new QLineEdit(this);
    m_applicationId->setProperty("look", QStringLiteral("mono"));
    m_guarantee = new QComboBox(this);
    m_guarantee->addItems({tr("exactly once (usual)"), tr("exactly once"), tr("at least once")});
    m_profile = new QComboBox(this);
    m_profile->addItems({tr("balanced (usual)"), tr("low latency"), tr("balanced"), tr("high throughput")});
    m_onError = new QComboBox(this);
    m_onError->addItems({tr("fail (usual)"), tr("fail"), tr("skip"), tr("dead-letter topic")});
    m_deadLetterTopic = new QLineEdit(this);
    m_deadLetterTopic->setProperty("look", QStringLiteral("mono"));
    add(tr("Name"), m_name, tr("What people call this topology."));
    add(tr("Application"), m_applicationId, tr("With the log it is the job's identity: positions, stores and internal topics carry this name."));
    add(tr("Guarantee"), m_guarantee, tr("Exactly once, or the same with less waiting and perhaps repeated records after a crash."));
    add(tr("Profile"), m_profile, tr("What to be quick at."));
    m_costs = new ProfileTable(this);
    grid->addWidget(m_costs, grid->rowCount(), 0, 1, 2);
    connect(m_costs, &ProfileTable::picked, this, [this](Profile profile) {
        choose<Profile>(*m_profile, profile);
        push();
        m_document.endGesture();
    });
    add(tr("On error"), m_onError, tr("What becomes of a record that can't be read or whose expression fails."));
    add(tr("Dead letters"), m_deadLetterTopic, tr("The topic for failed records."));
    m_sentence = labelled({}, u"error", this);
    m_sentence->setWordWrap(true);
    m_sentence->setContentsMargins(16, 0, 16, 0);
    all->addWidget(m_sentence);
    auto* hint = labelled(tr("Select a node to see its settings. Space adds one."), u"caption", this);
    hint->setWordWrap(true);
    hint->setContentsMargins(16, 8, 16, 8);
    all->addWidget(hint);
    all->addStretch();
    for (QLineEdit* line : {m_name, m_applicationId, m_deadLetterTopic}) {
        connect(line, &QLineEdit::textEdited, this, &TopologyForm::push);
        connect(line, &QLineEdit::editingFinished, this, [this] { m_document.endGesture(); });
    }
    for (QComboBox* box : {m_guarantee, m_profile, m_onError})
        connect(box, &QComboBox::activated, this, [this] {
            push();
            m_document.endGesture();
        });
    showHeader();
}

void TopologyForm::showHeader() {
    const Topology& t = m_document.topology();
    m_head->show(QStringLiteral("build"), m_theme.kindFrame(), m_document.displayName(), tr("Topology, %n node(s)", nullptr, static_cast<int>(t.nodes.size())));
    const auto set = [](QLineEdit* line, const std::string& text) {
        if (line->text() != QString::fromStdString(text)) line->setText(QString::fromStdString(text));
    };
    set(m_name, t.name);
    set(m_applicationId, t.applicationId);
    set(m_deadLetterTopic, t.deadLetterTopic);
    choose(*m_guarantee, t.guarantee);
    choose(*m_profile, t.profile);
    m_costs->show(t.profile.value_or(Profile::Balanced), t.guarantee.value_or(Guarantee::ExactlyOnce));
    choose(*m_onError, t.onError);
}

void TopologyForm::push() {
    TopologyHeader header = headerOf(m_document.topology());
    header.name = m_name->text().toStdString();
    header.applicationId = m_applicationId->text().toStdString();
    header.deadLetterTopic = m_deadLetterTopic->text().toStdString();
    header.guarantee = chosen<Guarantee>(*m_guarantee);
    header.profile = chosen<Profile>(*m_profile);
    header.onError = chosen<OnError>(*m_onError);
    m_document.push(edits::setHeader(m_document.topology(), std::move(header)));
}

bool TopologyForm::follow(const ChangeEvent&) {
    showHeader();
    return true;
}

void TopologyForm::showCheck(const CheckResult& result) {
    QStringList sentences;
    for (const Diagnostic& d : result.diagnostics)
        if (d.node.empty() && d.severity == Severity::Error) sentences.append(engineWords(d.message));
    if (!isApplicationId(m_document.topology().applicationId) && sentences.isEmpty())
        sentences.append(tr("The application has 1 to 100 letters (a-z, A-Z), digits, \".\", - or _."));
    m_sentence->setText(sentences.join(QLatin1Char('\n')));
    m_sentence->setVisible(!sentences.isEmpty());
}

// ---- a wire ----------------------------------------------------------------------------------------------------------

WireForm::WireForm(Document& document, const Edge& edge, const Theme& theme, QWidget* parent) : FormView(document, theme, parent), m_edge(edge) {
    m_head = new FormHead(theme, this);
    m_head->show(QStringLiteral("branch"), theme.edge(), QString::fromStdString(edge.from.node + " → " + edge.to.node),
                 tr("Wire from %1 to %2").arg(QString::fromStdString(edge.from.port), QString::fromStdString(edge.to.port)));
    m_schema = new SchemaList(theme, this);
    auto* all = columnOf(this, m_head);
    all->addWidget(m_schema);
    all->addStretch();
}

bool WireForm::follow(const ChangeEvent&) {
    const auto& edges = m_document.topology().edges;
    return std::find(edges.begin(), edges.end(), m_edge) != edges.end();
}

void WireForm::showCheck(const CheckResult& result) {
    const EdgeType* type = nullptr;
    if (const BoundNode* target = result.bound(m_edge.to.node))
        for (const BoundInput& input : target->inputs)
            if (input.port == m_edge.to.port && result.plan->typed.topology.nodes[input.node].id == m_edge.from.node) type = &input.produced;
    m_schema->show(tr("Carries"), type);
}

// ---- a note ----------------------------------------------------------------------------------------------------------

NoteForm::NoteForm(Document& document, std::size_t note, const Theme& theme, QWidget* parent) : FormView(document, theme, parent), m_note(note) {
    auto* head = new FormHead(theme, this);
    head->show(QStringLiteral("note"), theme.kindFrame(), tr("Note"), tr("The first line is its title"));
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setAccessibleName(tr("Text of the note"));
    m_text->setTabChangesFocus(true);
    auto* all = columnOf(this, head);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(16, 12, 16, 12);
    body->addWidget(m_text);
    all->addLayout(body);
    all->addStretch();
    m_text->setPlainText(QString::fromStdString(document.topology().notes[note].text));
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        Note changed = m_document.topology().notes[m_note];
        changed.text = m_text->toPlainText().toStdString();
        m_document.push(edits::setNote(m_document.topology(), m_note, std::move(changed)));
    });
}

bool NoteForm::follow(const ChangeEvent& change) {
    const bool shifted = std::holds_alternative<NoteTaken>(change) || std::holds_alternative<NoteInserted>(change) || std::holds_alternative<DocumentReplaced>(change);
    if (shifted || m_note >= m_document.topology().notes.size()) return false;
    const QString text = QString::fromStdString(m_document.topology().notes[m_note].text);
    if (text == m_text->toPlainText()) return true;
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(text);
    return true;
}

// ---- a group ---------------------------------------------------------------------------------------------------------

GroupForm::GroupForm(Document& document, std::size_t group, const Theme& theme, QWidget* parent) : FormView(document, theme, parent), m_group(group) {
    const Group& shown = document.topology().groups[group];
    auto* head = new FormHead(theme, this);
    head->show(QStringLiteral("group"), theme.kindFrame(), tr("Group"), tr("%n node(s)", nullptr, static_cast<int>(shown.nodes.size())));
    m_title = new QLineEdit(QString::fromStdString(shown.title), this);
    m_title->setObjectName(QStringLiteral("groupTitle"));
    m_title->setAccessibleName(tr("Title"));
    auto* all = columnOf(this, head);
    auto* grid = gridOf(*all);
    grid->addWidget(labelled(tr("Title"), u"muted", this), 0, 0);
    grid->addWidget(m_title, 0, 1);
    all->addStretch();
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        Group changed = m_document.topology().groups[m_group];
        changed.title = text.toStdString();
        m_document.push(edits::setGroup(m_document.topology(), m_group, std::move(changed)));
    });
    connect(m_title, &QLineEdit::editingFinished, this, [this] { m_document.endGesture(); });
}

bool GroupForm::follow(const ChangeEvent& change) {
    const bool shifted = std::holds_alternative<GroupTaken>(change) || std::holds_alternative<GroupInserted>(change) || std::holds_alternative<DocumentReplaced>(change);
    if (shifted || m_group >= m_document.topology().groups.size()) return false;
    const QString title = QString::fromStdString(m_document.topology().groups[m_group].title);
    if (title != m_title->text()) m_title->setText(title);
    return true;
}

// ---- several nodes ---------------------------------------------------------------------------------------------------

NodesForm::NodesForm(Document& document, std::vector<std::string> nodes, const Theme& theme, QWidget* parent) : FormView(document, theme, parent), m_nodes(std::move(nodes)) {
    auto* head = new FormHead(theme, this);
    head->show(QStringLiteral("layers"), theme.kindFrame(), tr("%n node(s)", nullptr, static_cast<int>(m_nodes.size())), tr("selected"));
    m_enabled = new QCheckBox(tr("Enabled"), this);
    m_enabled->setToolTip(tr("A disabled node lets its input pass unchanged."));
    auto* all = columnOf(this, head);
    auto* grid = gridOf(*all);
    grid->addWidget(m_enabled, 0, 0, 1, 2);
    all->addStretch();
    connect(m_enabled, &QCheckBox::clicked, this, [this](bool on) { m_document.push(edits::setEnabled(m_document.topology(), m_nodes, on)); });
    showState();
}

void NodesForm::showState() {
    m_enabled->setChecked(std::all_of(m_nodes.begin(), m_nodes.end(), [this](const std::string& id) {
        const Node* node = m_document.topology().find(id);
        return node && node->enabled;
    }));
}

bool NodesForm::follow(const ChangeEvent& change) {
    if (std::holds_alternative<DocumentReplaced>(change) || std::holds_alternative<NodeRenamed>(change) || std::holds_alternative<NodeTaken>(change)) return false;
    showState();
    return true;
}

} // namespace weir
