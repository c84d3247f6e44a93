// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/inspector/help_panel.h"

#include "weir/expr/compile.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTextBlock>

#include <algorithm>

namespace weir {

namespace {
QString inNodes(const std::string& english) { return english.empty() ? QString() : QCoreApplication::translate("nodes", english.c_str()); }
QString codeBlock(const std::string& text) { return QStringLiteral("```\n") + QString::fromStdString(text) + QStringLiteral("```\n\n"); }
QString code(const std::string& text) { return QLatin1Char('`') + QString::fromStdString(text) + QLatin1Char('`'); }

void addFields(QString& page, const std::vector<FieldSpec>& fields, const QString& indent) {
    for (const FieldSpec& field : fields) {
        page += indent + QStringLiteral("- ") + code(field.name);
        if (!field.label.empty()) page += QStringLiteral(" **") + inNodes(field.label) + QStringLiteral("**");
        if (field.required) page += QStringLiteral(" · ") + QCoreApplication::translate("inspector", "needed");
        if (const std::string* text = field.fallback.text()) page += QStringLiteral(" · ") + QCoreApplication::translate("inspector", "usually %1").arg(code(*text));
        if (!field.help.empty()) page += QStringLiteral(". ") + inNodes(field.help);
        if (!field.choices.empty()) {
            QStringList choices;
            for (const std::string& choice : field.choices) choices.append(code(choice));
            page += QStringLiteral(" (") + choices.join(QStringLiteral(", ")) + QLatin1Char(')');
        }
        page += QLatin1Char('\n');
        addFields(page, field.members, indent + QStringLiteral("    "));
    }
}
} // namespace

HelpPanel::HelpPanel(const NodeRegistry& registry, const Theme& theme, QWidget* parent) : QTextBrowser(parent), m_registry(registry), m_theme(theme) {
    setOpenLinks(false);
    setAccessibleName(tr("Help"));
    refresh();
}

void HelpPanel::refresh() {
    m_stale = true;
    if (isVisible()) render();
}

void HelpPanel::showEvent(QShowEvent* event) {
    if (m_stale) render();
    QTextBrowser::showEvent(event);
}

void HelpPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    refresh();
}

void HelpPanel::showType(const std::string& type) {
    if (type == m_type && m_function.empty()) return;
    m_type = type;
    m_function.clear();
    refresh();
}

bool HelpPanel::showFunction(const QString& name) {
    const std::string wanted = name.toLower().toStdString();
    const auto& all = expr::functions();
    if (std::none_of(all.begin(), all.end(), [&](const expr::FunctionInfo& function) { return function.name == wanted; })) return false;
    m_function = wanted;
    refresh();
    return true;
}

// The registry's and the functions' texts are Weir's own; nothing on these pages comes from a file.
QString HelpPanel::nodePage(const NodeSpec& spec) const {
    QString page = QStringLiteral("### ") + inNodes(spec.title) + QStringLiteral("\n\n") + inNodes(spec.summary) + QStringLiteral("\n\n") + inNodes(spec.help) + QStringLiteral("\n\n");
    if (!spec.keywords.empty()) {
        QStringList words;
        for (const std::string& word : spec.keywords) words.append(code(word));
        page += tr("Kafka Streams and other words: %1").arg(words.join(QStringLiteral(", "))) + QStringLiteral("\n\n");
    }
    if (!spec.fields.empty()) {
        page += QStringLiteral("#### ") + tr("Fields") + QStringLiteral("\n\n");
        addFields(page, spec.fields, {});
    }
    if (!spec.exampleTopology.empty()) page += QStringLiteral("\n#### ") + tr("Example") + QStringLiteral("\n\n") + codeBlock(spec.exampleTopology);
    if (!spec.exampleInput.empty()) page += tr("Records that go in:") + QStringLiteral("\n\n") + codeBlock(spec.exampleInput);
    return page;
}

QString HelpPanel::functionPage(const std::string& name) const {
    QString page = QStringLiteral("### ") + QString::fromStdString(name) + QStringLiteral("\n\n");
    std::string example;
    std::string said;
    for (const expr::FunctionInfo& function : expr::functions()) {
        if (function.name != name) continue;
        page += QStringLiteral("- ") + code(function.signature);
        if (function.summary != said) page += QStringLiteral(": ") + QString::fromStdString(function.summary);
        page += QLatin1Char('\n');
        said = function.summary;
        if (example.empty()) example = function.example;
    }
    if (!example.empty()) page += QStringLiteral("\n#### ") + tr("Example") + QStringLiteral("\n\n") + codeBlock(example + "\n");
    return page;
}

void HelpPanel::render() {
    m_stale = false;
    const NodeSpec* spec = m_registry.find(m_type);
    QString page;
    if (!m_function.empty()) page = functionPage(m_function);
    else if (spec) page = nodePage(*spec);
    else
        page = tr("### How to begin\n\n"
                  "- Drag a node from the palette, or press **Space** over the canvas and type its name.\n"
                  "- Pull a wire from a port on the right of a card to a port on the left of another. Let it go on empty space to "
                  "search for what may follow.\n"
                  "- Select a node: its fields stand under **Properties**.\n"
                  "- **Run** starts it. Numbers appear on cards and wires; click a wire to see its records.\n");
    document()->setDefaultFont(m_theme.font(12));
    setMarkdown(page);
    // A long line of an example wraps rather than run out of the narrow panel.
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        auto format = block.blockFormat();
        if (!format.nonBreakableLines()) continue;
        format.setNonBreakableLines(false);
        QTextCursor(block).setBlockFormat(format);
    }
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void HelpPanel::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

} // namespace weir
