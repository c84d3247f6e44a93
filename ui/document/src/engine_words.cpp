// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/engine_words.h"

#include "../../../translations/engine_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace weir {

namespace {

/// A text of the engine, cut at its holes: literal, hole, literal, …; the first and the last literal may be empty.
struct Pattern {
    const char* source = nullptr;
    QStringList literals;
    qsizetype weight = 0; ///< letters that must match: the heaviest pattern that fits is meant
    bool tail = false;    ///< "; did you mean …": follows another sentence
};

/// Holes are numbered in their order: %1, %2, …
QStringList cutAtHoles(const QString& text) {
    QStringList parts;
    QString part;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%' && i + 1 < text.size() && text[i + 1].isDigit()) {
            parts.append(part);
            part.clear();
            ++i;
            continue;
        }
        part += text[i];
    }
    parts.append(part);
    return parts;
}

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> made;
        for (const char* source : engineTexts) {
            Pattern pattern;
            pattern.source = source;
            pattern.literals = cutAtHoles(QString::fromUtf8(source));
            for (const QString& literal : pattern.literals) pattern.weight += literal.size();
            pattern.tail = pattern.literals.front().startsWith(u';') || pattern.literals.front().startsWith(u':');
            made.push_back(std::move(pattern));
        }
        std::stable_sort(made.begin(), made.end(), [](const Pattern& a, const Pattern& b) { return a.weight > b.weight; });
        return made;
    }();
    return all;
}

/// The first letter may be large or small: the parser's sentences are begun anew.
bool beginsWith(QStringView text, const QString& literal) {
    if (literal.isEmpty()) return true;
    if (text.size() < literal.size() || text[0].toLower() != literal[0].toLower()) return false;
    return text.mid(1).startsWith(QStringView(literal).mid(1));
}

/// What stands in the holes, or nothing if the text is not of this pattern.
std::optional<QStringList> match(const Pattern& pattern, QStringView text) {
    const QStringList& literals = pattern.literals;
    if (literals.size() == 1) {
        if (text.size() != literals.front().size() || !beginsWith(text, literals.front())) return std::nullopt;
        return QStringList{};
    }
    if (!beginsWith(text, literals.front()) || !text.endsWith(literals.back())) return std::nullopt;
    QStringList holes;
    qsizetype at = literals.front().size();
    const qsizetype end = text.size() - literals.back().size();
    if (at > end) return std::nullopt;
    for (qsizetype i = 1; i + 1 < literals.size(); ++i) {
        const qsizetype found = text.indexOf(literals[i], at);
        if (found < 0 || found + literals[i].size() > end) return std::nullopt;
        holes.append(text.mid(at, found - at).toString());
        at = found + literals[i].size();
    }
    holes.append(text.mid(at, end - at).toString());
    return holes;
}

struct Said {
    const Pattern* pattern;
    QStringList holes;
    QString before; ///< what a tail follows
};

std::optional<Said> recognise(const QString& text) {
    for (const Pattern& pattern : patterns())
        if (auto holes = match(pattern, text)) return Said{&pattern, std::move(*holes), {}};
    return std::nullopt;
}

std::optional<Said> recogniseTail(const QString& text) {
    for (const Pattern& pattern : patterns()) {
        if (!pattern.tail) continue;
        const qsizetype at = text.indexOf(pattern.literals.front());
        if (at <= 0) continue;
        if (auto holes = match(pattern, QStringView(text).mid(at))) return Said{&pattern, std::move(*holes), text.left(at)};
    }
    return std::nullopt;
}

/// `depth` bounds sentences within sentences.
QString say(const QString& text, int depth);

QString filled(const Said& said, int depth) {
    const QString words = QCoreApplication::translate("engine", said.pattern->source);
    QString out = said.before.isEmpty() ? QString() : say(said.before, depth + 1);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i] != u'%' || i + 1 >= words.size() || !words[i + 1].isDigit()) {
            out += words[i];
            continue;
        }
        const qsizetype hole = words[++i].digitValue() - 1;
        if (hole >= 0 && hole < said.holes.size()) out += say(said.holes[hole], depth + 1);
    }
    return out;
}

QString say(const QString& text, int depth) {
    constexpr int DEEPEST = 6;
    if (depth > DEEPEST || text.size() < 2) return text;
    if (const auto whole = recognise(text)) return filled(*whole, depth);
    // A field's own help, given as what is missing.
    if (depth > 0 && text.contains(u' '))
        if (const QString help = QCoreApplication::translate("nodes", text.toUtf8().constData()); help != text) return help;
    if (text.endsWith(u'.') && !text.endsWith(QStringLiteral(".."))) {
        const QString plain = text.chopped(1);
        const QString said = say(plain, depth);
        if (said == plain) return text;
        const bool latin = said.back().unicode() < 0x80;
        return said + (latin ? QStringLiteral(".") : QStringLiteral("。"));
    }
    if (const auto tail = recogniseTail(text)) return filled(*tail, depth);
    // "can't open it: No such file": what and why.
    for (qsizetype at = text.indexOf(QStringLiteral(": ")); at > 0; at = text.indexOf(QStringLiteral(": "), at + 1)) {
        const QString before = text.left(at);
        const QString after = text.mid(at + 2);
        const QString saidBefore = say(before, depth + 1);
        const QString saidAfter = say(after, depth + 1);
        if (saidBefore != before || saidAfter != after) return saidBefore + QStringLiteral(": ") + saidAfter;
    }
    return text;
}

} // namespace

QString engineWords(std::string_view sentence) {
    return say(QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size())), 0);
}

QString engineWords(const Error& error) {
    const QString detail = QString::fromStdString(error.detail);
    QString text = QString::fromStdString(error.text());
    if (!detail.isEmpty()) text.replace(detail, engineWords(error.detail));
    return text;
}

bool isEngineSentence(std::string_view sentence) {
    QString text = QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()));
    if (text.endsWith(u'.')) text.chop(1);
    return recognise(text) || recogniseTail(text);
}

} // namespace weir
