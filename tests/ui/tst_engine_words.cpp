// SPDX-License-Identifier: GPL-3.0-or-later
// Every sentence that the engine says while a person draws is known to the designer, so that it can be said in Chinese: topologies are
// broken in every place and expressions are the corpus's bad ones. That each known sentence is translated is what scripts/translations checks.
#include "registry_for_tests.h"

#include "weir/document/engine_words.h"
#include "weir/expr/compile.h"
#include "weir/shell/language_switch.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <functional>
#include <set>

using namespace weir;

namespace {

/// Every copy of `value` with one of its parts broken.
void breakEach(const QJsonValue& value, const std::function<void(const QJsonValue&)>& take) {
    for (const QJsonValue& other : {QJsonValue(), QJsonValue(-7), QJsonValue(1.5), QJsonValue(true), QJsonValue(QStringLiteral("no such")), QJsonValue(QString()),
                                    QJsonValue(QJsonArray{1}), QJsonValue(QJsonObject{{QStringLiteral("odd"), 1}})})
        if (other != value) take(other);
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString key = it.key();
            QJsonObject without = object;
            without.remove(key);
            take(without);
            QJsonObject renamed = without;
            renamed.insert(key + QLatin1Char('x'), it.value());
            take(renamed);
            breakEach(it.value(), [&](const QJsonValue& broken) {
                QJsonObject changed = object;
                changed.insert(key, broken);
                take(changed);
            });
        }
    }
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            QJsonArray without = array;
            without.removeAt(i);
            take(without);
            QJsonArray twice = array;
            twice.append(array[i]);
            take(twice);
            breakEach(array[i], [&](const QJsonValue& broken) {
                QJsonArray changed = array;
                changed[i] = broken;
                take(changed);
            });
        }
    }
}

} // namespace

class TestEngineWords : public QObject {
    Q_OBJECT
    const NodeRegistry m_registry = registryForTests();
    std::set<std::string> m_unknown;
    std::set<std::string> m_seen;

    void hear(const std::string& sentence) {
        if (!m_seen.insert(sentence).second || isEngineSentence(sentence)) return;
        m_unknown.insert(sentence);
    }
    void hear(const Diagnostics& diagnostics) {
        for (const Diagnostic& d : diagnostics) {
            hear(d.message);
            if (d.fix) hear(d.fix->title);
        }
    }
    void hearOf(const QByteArray& text) {
        const LoadedTopology loaded = loadTopology(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), m_registry);
        hear(loaded.diagnostics);
        if (!loaded.topology) return;
        const Plan plan = planTopology(bindTopology(*loaded.topology, m_registry));
        hear(plan.typed.diagnostics);
        hear(plan.diagnostics);
    }
    void verdict(std::size_t least) {
        for (const std::string& sentence : m_unknown) qWarning("no pattern: %s", sentence.c_str());
        QVERIFY2(m_seen.size() >= least, qPrintable(QString::number(m_seen.size())));
        QVERIFY(m_unknown.empty());
    }

private Q_SLOTS:
    void init() {
        m_unknown.clear();
        m_seen.clear();
    }

    void brokenTopologies() {
        QList<QByteArray> texts{QByteArray(ordersText())};
        for (const auto& [folder, every] : {std::pair{"resources/examples", 1}, std::pair{"tests/conformance", 6}}) {
            QDirIterator files(QLatin1String(folder), {QStringLiteral("*.weir")}, QDir::Files, QDirIterator::Subdirectories);
            QStringList paths;
            while (files.hasNext()) paths.append(files.next());
            paths.sort();
            for (qsizetype i = 0; i < paths.size(); i += every) {
                QFile file(paths[i]);
                QVERIFY(file.open(QIODevice::ReadOnly));
                texts.append(file.readAll());
            }
        }
        for (const QByteArray& text : texts) {
            hearOf(text);
            breakEach(QJsonDocument::fromJson(text).object(), [this](const QJsonValue& broken) {
                hearOf(broken.isArray() ? QJsonDocument(broken.toArray()).toJson() : QJsonDocument(broken.toObject()).toJson());
            });
            for (qsizetype cut = 0; cut < text.size(); cut += 97) hearOf(text.left(cut));
        }
        verdict(100);
    }

    void refusedWires() {
        const LoadedTopology loaded = loadTopology(ordersText(), m_registry);
        QVERIFY(loaded.topology);
        Topology topology = *loaded.topology;
        for (const NodeSpec& spec : m_registry.specs()) {
            Node node;
            node.id = "a-" + spec.type;
            node.type = spec.type;
            topology.nodes.push_back(node);
        }
        const TypedTopology typed = bindTopology(topology, m_registry);
        for (const Node& from : topology.nodes)
            for (const Node& to : topology.nodes)
                for (const char* out : {"out", "late", "nothing"})
                    for (const char* in : {"in", "left", "right", "nothing"})
                        if (const auto why = refuseEdge(typed, m_registry, {from.id, out}, {to.id, in})) hear(*why);
        verdict(20);
    }

    void badExpressions() {
        for (const char* name : {"tests/expressions/public.jsonl", "tests/expressions/public_agg.jsonl"}) {
            QFile file(QString::fromLatin1(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            while (!file.atEnd()) {
                const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
                const std::string text = line[QStringLiteral("expr")].toString().toStdString();
                const auto schema = expr::parseSchema(line[QStringLiteral("schema")].toString().toStdString());
                hear(schema.diagnostics);
                if (!schema.schema) continue;
                EdgeType type;
                type.columns = schema.schema;
                type.valueForm = expr::ValueForm::Columns;
                for (const auto form : {expr::Form::Scalar, expr::Form::Condition, expr::Form::SelectList, expr::Form::GroupBy, expr::Form::FlatSelect})
                    hear(expr::compile(text, form, {{type.side()}}).diagnostics);
                hear(expr::compileAggregate(text, {{type.side()}}, Type{TypeId::Text}, true).diagnostics);
                // A letter too few: what a person sees while typing.
                hear(expr::compile(std::string_view(text).substr(0, text.size() / 2), expr::Form::Scalar, {{type.side()}}).diagnostics);
            }
        }
        verdict(100);
    }

    void sentencesAreSaidInChinese() {
        LanguageSwitch language(*qApp);
        const std::string column = R"(There is no column "amuont"; did you mean "amount"?)";
        QCOMPARE(engineWords(column), QString::fromStdString(column));
        language.use(QStringLiteral("zh_CN"));
        QCOMPARE(engineWords(column), QStringLiteral("没有列“amuont”；您是不是想写 \"amount\"？"));
        QCOMPARE(engineWords("nothing is connected to its input"), QStringLiteral("它的输入没有接上任何连线"));
        QCOMPARE(engineWords("can't open /x: Permission denied"), QStringLiteral("不能打开 /x: 权限不够"));
        QCOMPARE(engineWords("what a person wrote"), QStringLiteral("what a person wrote"));
        Place place;
        place.node = "big";
        QCOMPARE(engineWords(Error{Errc::RecordFailed, "division by zero", place}), QStringLiteral("node big: 除以零"));
        language.use(QStringLiteral("en"));
    }
};

QTEST_MAIN(TestEngineWords)
#include "tst_engine_words.moc"
