// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/canvas/node_search.h"

#include "weir/document/edits.h"
#include "weir/document/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace weir {

namespace {

QString inNodes(const std::string& english) { return QCoreApplication::translate("nodes", english.c_str()); }

/// Kafka Streams writes its names in camel case; the first such keyword stands beside the title.
QString dslOf(const NodeSpec& spec) {
    for (const std::string& word : spec.keywords) {
        const bool ascii = std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        if (ascii) return QString::fromStdString(word);
    }
    return {};
}

PaletteEntry entryOf(const NodeSpec& spec) {
    PaletteEntry entry;
    entry.id = QString::fromStdString(spec.type);
    entry.type = spec.type;
    entry.englishTitle = QString::fromStdString(spec.title);
    entry.title = inNodes(spec.title);
    entry.dsl = dslOf(spec);
    entry.category = inNodes(spec.category);
    entry.shape = spec.shape;
    entry.summary = inNodes(spec.summary);
    for (const std::string& word : spec.keywords) entry.keywords.push_back(QString::fromStdString(word));
    Node node;
    node.type = spec.type;
    entry.icon = iconOf(node);
    return entry;
}

PaletteEntry sourceAs(const NodeSpec& spec, const char* as, const char* title, const char16_t* dsl, const char16_t* icon) {
    PaletteEntry entry = entryOf(spec);
    entry.id += QLatin1Char('/') + QString::fromLatin1(as);
    entry.fields = {{"as", FieldValue(as)}};
    entry.englishTitle = QString::fromLatin1(title);
    entry.title = inNodes(title);
    entry.dsl = QString::fromUtf16(dsl);
    entry.icon = QString::fromUtf16(icon);
    entry.shape = NodeShape::Table;
    entry.keywords = {entry.dsl, entry.dsl == QStringLiteral("table") ? QStringLiteral("KTable") : QStringLiteral("GlobalKTable")};
    return entry;
}

PaletteEntry structure(const char* id, const char* title, const char16_t* dsl) {
    PaletteEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.englishTitle = QString::fromLatin1(title);
    entry.title = inNodes(title);
    entry.dsl = QString::fromUtf16(dsl);
    entry.category = inNodes("Structure");
    entry.icon = entry.id;
    entry.shape = NodeShape::Subflow;
    return entry;
}

} // namespace

std::vector<PaletteEntry> paletteEntries(const NodeRegistry& registry) {
    std::vector<PaletteEntry> entries;
    std::vector<std::string> categories;
    for (const char* known : {"Sources and sinks", "Stateless", "Stateful", "Tables", "Connectors", "Views"})
        categories.emplace_back(known);
    for (const NodeSpec& spec : registry.specs())
        if (std::find(categories.begin(), categories.end(), spec.category) == categories.end())
            categories.push_back(spec.category);
    for (const std::string& category : categories) {
        for (const NodeSpec& spec : registry.specs()) {
            if (spec.category != category) continue;
            entries.push_back(entryOf(spec));
            if (spec.type != "source") continue;
            entries.push_back(sourceAs(spec, "table", "Table", u"table", u"table"));
            entries.push_back(sourceAs(spec, "global-table", "Global table", u"globalTable", u"globe"));
        }
    }
    entries.push_back(structure("note", "Note", u""));
    entries.push_back(structure("group", "Group", u"Ctrl+G"));
    return entries;
}

int matchScore(const PaletteEntry& entry, const QString& text) {
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) return 1;
    const auto score = [&wanted](const QString& in, int weight) {
        if (in.isEmpty()) return 0;
        if (in.compare(wanted, Qt::CaseInsensitive) == 0) return 100 * weight;
        if (in.startsWith(wanted, Qt::CaseInsensitive)) return 40 * weight;
        return in.contains(wanted, Qt::CaseInsensitive) ? 10 * weight : 0;
    };
    int best = std::max({score(entry.title, 4), score(entry.englishTitle, 4), score(entry.id, 4), score(entry.dsl, 4)});
    for (const QString& word : entry.keywords) best = std::max(best, score(word, 3));
    return std::max({best, score(entry.category, 1), wanted.size() >= 4 ? score(entry.summary, 1) : 0});
}

Node nodeOf(const PaletteEntry& entry, const Topology& topology) {
    Node node;
    node.type = entry.type;
    node.fields = entry.fields;
    const bool table = entry.shape == NodeShape::Table && !entry.fields.empty();
    node.id = edits::freeId(topology, table ? "table" : entry.type);
    return node;
}

} // namespace weir
