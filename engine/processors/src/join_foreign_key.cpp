// SPDX-License-Identifier: Apache-2.0
// join of two tables where an expression over the left row names the right row's key. It has two parts, which may stand in two
// sub-topologies: *home*, beside the left table, sends a subscription for each left row to the partition of its foreign key; *remote*,
// beside the right table, keeps the subscriptions and answers; home drops answers to what is no longer its row
// [SubscriptionSendProcessorSupplier, SubscriptionReceiveProcessorSupplier, ForeignTableJoinProcessorSupplier, ResponseJoinProcessorSupplier].
#include "join_operator.h"
#include "repartition_head.h"
#include "subscriptions.h"

#include "weir/processors/repartition.h"
#include "weir/record/key.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace weir {
namespace {

/// What remote does with a subscription.
enum class Instruction : std::uint8_t {
    Forget,          ///< remove it, no answer
    ForgetAndAnswer, ///< remove it, answer that there is no right row
    Answer,          ///< keep it, answer in any case
    AnswerIfThere    ///< keep it, answer if there is a right row
};

std::string topicBetween(const OperatorContext& context, std::string_view word) {
    for (const auto& sub : context.plan.subTopologies)
        for (const auto& planned : sub.repartitions)
            if (planned.node == context.bound.index && planned.byNode && context.bound.repartitions[static_cast<std::size_t>(planned.repartition)].port == word) return planned.topic;
    return {};
}

std::string storeName(const OperatorContext& context, std::string_view suffix) { return context.node().id + std::string(suffix); }

/// Records between the parts: the head of a repartition record (docs/formats/row.md), then what each says.
class Sender {
public:
    Sender(OperatorContext& context, std::string_view word) : m_task(context.task), m_writer(context.writer(topicBetween(context, word))), m_partition(context.partition) {}
    /// Begin a record; append to it what it says.
    std::string& begin(std::int64_t timestamp) {
        m_value.clear();
        appendRepartitionHead(m_value, m_task.streamTime - timestamp, m_partition);
        return m_value;
    }
    void send(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, const HeadersView& headers) {
        m_writer.write(partition, timestamp, key, keyNull, m_value, false, headers);
    }
    std::int32_t partitionFor(std::string_view key, bool keyNull) const { return keyNull ? m_partition % m_writer.partitions() : partitionOfKey(key, m_writer.partitions()); }
    std::int32_t wrapped(std::int32_t partition) const { return partition % m_writer.partitions(); }

private:
    TaskContext& m_task;
    RecordWriter& m_writer;
    std::int32_t m_partition;
    std::string m_value;
};

struct Subscribe {
    Instruction instruction = Instruction::Forget;
    RowHash hash;
    std::int32_t partition = 0;
    std::string_view key;
};
struct Answer {
    RowHash hash;
    bool there = false;
    std::string_view right;
};

/// Reads one of the two topics; `act` gets what a record says.
template <class Message, class Parse, class Act>
class BetweenReader final : public RepartitionReader {
public:
    BetweenReader(TaskContext& task, std::size_t node, Parse parse, Act act) : m_task(task), m_node(node), m_parse(parse), m_act(act) {}
    Output& output() override { return m_unused; }
    bool decode(const RecordView& record, const Origin& origin, Arena&, Row& row, Row&, bool& hasOld) override {
        hasOld = false;
        row = Row();
        row.timestamp = record.timestamp;
        row.key = record.key;
        row.keyNull = record.keyNull;
        row.headers = record.headers;
        row.origin = origin;
        row.value = record.value;
        row.valueNull = false;
        std::string_view bytes = record.value;
        std::int64_t ahead = 0;
        std::int32_t producer = 0;
        Message message;
        if (!readRepartitionHead(bytes, ahead, producer) || !m_parse(bytes, producer, message)) {
            m_task.recordFailed(m_node, "data_corrupted", "a record between the parts of a foreign-key join does not fit its format");
            return false;
        }
        m_mergeTime = record.timestamp + ahead;
        return true;
    }
    void emit(const Row& row, const Row*) override {
        std::string_view bytes = row.value;
        std::int64_t ahead = 0;
        std::int32_t producer = 0;
        Message message;
        if (readRepartitionHead(bytes, ahead, producer) && m_parse(bytes, producer, message)) m_act(row, message);
    }

private:
    TaskContext& m_task;
    std::size_t m_node;
    Parse m_parse;
    Act m_act;
    Output m_unused;
};

bool parseSubscribe(std::string_view bytes, std::int32_t producer, Subscribe& out) {
    if (bytes.empty() || static_cast<unsigned char>(bytes.front()) > static_cast<unsigned char>(Instruction::AnswerIfThere)) return false;
    out.instruction = static_cast<Instruction>(bytes.front());
    out.partition = producer;
    bytes.remove_prefix(1);
    if (!readHash(bytes, out.hash)) return false;
    out.key = bytes;
    return true;
}

bool parseAnswer(std::string_view bytes, std::int32_t, Answer& out) {
    if (!readHash(bytes, out.hash) || bytes.empty()) return false;
    out.there = bytes.front() != 0;
    out.right = bytes.substr(1);
    return true;
}

/// Beside the right table.
class RemotePart {
public:
    RemotePart(OperatorContext& context, const JoinConfig& config)
        : m_rights(context.store(storeName(context, ".right")), config.rightType, config.rightUse), m_subscriptions(context.store(storeName(context, ".subscriptions"))), m_out(context, "response") {}

    /// A right row's update is told to all that point at it.
    void update(const Row& row) {
        std::string_view bytes;
        if (!row.valueNull) {
            auto& entry = m_rights.at(row);
            m_rights.put(entry, row);
            bytes = entry.value();
        } else if (auto* entry = m_rights.find(row)) {
            m_rights.remove(*entry, row.timestamp);
        }
        m_subscriptions.visit(row.key, [&](std::string_view key, const Subscriptions::Subscription& subscription) {
            answer(key, subscription.partition, {subscription.hash, !row.valueNull, bytes}, row.timestamp, row.headers);
            return true;
        });
    }

    /// `row`: its key is the foreign key.
    void subscribe(const Row& row, const Subscribe& message) {
        const auto* right = row.keyNull ? nullptr : m_rights.find(row);
        const auto timestamp = right != nullptr ? std::max(row.timestamp, right->timestamp()) : row.timestamp;
        const bool keeps = message.instruction == Instruction::Answer || message.instruction == Instruction::AnswerIfThere;
        if (!row.keyNull && keeps) m_subscriptions.put(row.key, message.key, {message.hash, message.partition}, row.timestamp);
        if (!row.keyNull && !keeps) m_subscriptions.remove(row.key, message.key, row.timestamp);
        if (message.instruction == Instruction::Forget || (message.instruction == Instruction::AnswerIfThere && right == nullptr)) return;
        const bool there = right != nullptr && keeps;
        answer(message.key, message.partition, {message.hash, there, there ? right->value() : std::string_view()}, timestamp, row.headers);
    }

    void load() { m_subscriptions.load(); }

private:
    void answer(std::string_view key, std::int32_t partition, const Answer& answer, std::int64_t timestamp, const HeadersView& headers) {
        auto& value = m_out.begin(timestamp);
        appendHash(value, answer.hash);
        value.push_back(answer.there ? 1 : 0);
        value += answer.right;
        m_out.send(m_out.wrapped(partition), timestamp, key, false, headers);
    }

    JoinTable m_rights;
    Subscriptions m_subscriptions;
    Sender m_out;
};

class ForeignKeyJoin final : public JoinOperator {
public:
    explicit ForeignKeyJoin(OperatorContext& context)
        : JoinOperator(context), m_left(m_config.how == JoinConfig::How::Left), m_leftCodec(m_config.leftType, m_config.leftUse.columns, m_config.leftUse.value),
          m_rightCodec(m_config.rightType, m_config.rightUse.columns, m_config.rightUse.value), m_foreignKey(m_config),
          m_subscriptionReader(m_task, m_node, parseSubscribe, [this](const Row& row, const Subscribe& message) { m_remote->subscribe(row, message); }),
          m_answerReader(m_task, m_node, parseAnswer, [this](const Row& row, const Answer& answer) { join(row, answer); }) {
        if (context.remote) m_remote.emplace(context, m_config);
        if (!context.home) return;
        m_lefts = &context.store(storeName(context, ".left"));
        m_out.emplace(context, "subscription");
        if (!context.needsOld) return;
        m_results = &context.store(storeName(context, ".result"));
        m_resultCodec.emplace(context.bound.outputs[0].type, std::vector<bool>{}, false);
    }

    void process(int port, const Row& row, const Row*) override {
        if (row.keyNull) return m_counters.nullKey.add();
        if (port == rightPort) return m_remote->update(row);
        std::string_view next;
        bool nextNull = true;
        if (!row.valueNull && !m_foreignKey.compute(m_task, row, next, nextNull)) return failed(m_foreignKey.error());
        auto& table = m_lefts->table();
        auto* entry = row.valueNull ? table.find(row.key) : &table.at(row.key);
        const bool had = entry != nullptr && entry->present();
        std::string_view before;
        bool beforeNull = true;
        if (had && !splitLeft(m_task.arena.copy(entry->value()), before, beforeNull)) return corrupted();
        RowHash hash;
        if (!row.valueNull) {
            m_scratch.clear();
            appendVarint(m_scratch, nextNull ? 0 : next.size() + 1);
            m_scratch += next;
            m_leftCodec.encode(row, m_scratch);
            table.put(*entry, m_scratch, row.timestamp);
            hash = hashRow(m_scratch);
        } else if (had) {
            table.remove(*entry, row.timestamp);
        }
        const Change change{row, hash};
        const bool changed = beforeNull != nextNull || before != next;
        if (m_left) {
            if (!had && row.valueNull) return;
            if (!beforeNull && changed) send(change, before, false, Instruction::Forget);
            return send(change, next, nextNull, Instruction::Answer);
        }
        if (beforeNull && nextNull) {
            if (!row.valueNull) m_counters.nullKey.add();
            return;
        }
        if (nextNull) return send(change, before, false, Instruction::ForgetAndAnswer);
        if (beforeNull || !changed) return send(change, next, false, Instruction::AnswerIfThere);
        send(change, before, false, Instruction::Forget);
        send(change, next, false, Instruction::Answer);
    }

    RepartitionReader* reader(std::string_view port) override {
        if (port == "subscription") return &m_subscriptionReader;
        return port == "response" ? &m_answerReader : nullptr;
    }

    void restored() override {
        if (m_remote) m_remote->load();
    }

private:
    struct Change {
        const Row& row;
        RowHash hash;
    };

    void send(const Change& change, std::string_view foreignKey, bool null, Instruction instruction) {
        auto& value = m_out->begin(change.row.timestamp);
        value.push_back(static_cast<char>(instruction));
        appendHash(value, change.hash);
        value += change.row.key;
        m_out->send(m_out->partitionFor(foreignKey, null), change.row.timestamp, foreignKey, null, change.row.headers);
    }

    // A left row is kept behind its foreign key.
    static bool splitLeft(std::string_view bytes, std::string_view& foreignKey, bool& null) {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size) || size > bytes.size() + 1) return false;
        null = size == 0;
        foreignKey = null ? std::string_view() : bytes.substr(0, size - 1);
        return true;
    }
    static std::string_view leftColumns(std::string_view bytes) {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size)) return {};
        return bytes.substr(std::min<std::size_t>(size == 0 ? 0 : size - 1, bytes.size()));
    }
    void corrupted() { failed({"data_corrupted", "a row of the store does not fit its columns"}); }

    /// An answer counts if it is to the row that stands now.
    void join(const Row& row, const Answer& answer) {
        const auto* entry = m_lefts->table().find(row.key);
        if (answer.hash != (entry != nullptr ? hashRow(entry->value()) : RowHash{})) return;
        Row out = row;
        erase(out);
        if (entry != nullptr && (answer.there || m_left)) {
            Row left;
            Row right;
            if (!restore(m_leftCodec, leftColumns(entry->value()), entry->timestamp(), row, left)) return;
            if (answer.there && !restore(m_rightCodec, answer.right, row.timestamp, Row(), right)) return;
            std::string_view foreignKey;
            bool null = true;
            if (!splitLeft(entry->value(), foreignKey, null)) return corrupted();
            right.key = foreignKey;
            right.keyNull = null;
            if (!pair(&left, answer.there ? &right : nullptr, out)) return;
        }
        if (m_results == nullptr) return forward(out);
        Row old;
        const bool had = takeResult(out, old);
        if (!m_task.stopped) forward(out, had ? &old : nullptr);
    }

    /// The last result, in whose place `out` comes. False: there was none.
    bool takeResult(const Row& out, Row& old) {
        auto& table = m_results->table();
        auto& entry = table.at(out.key);
        const bool had = entry.present() && restore(*m_resultCodec, m_task.arena.copy(entry.value()), entry.timestamp(), out, old);
        if (!out.valueNull) {
            m_scratch.clear();
            m_resultCodec->encode(out, m_scratch);
            table.put(entry, m_scratch, out.timestamp);
        } else if (entry.present()) {
            table.remove(entry, out.timestamp);
        }
        return had;
    }

    using SubscriptionReader = BetweenReader<Subscribe, bool (*)(std::string_view, std::int32_t, Subscribe&), std::function<void(const Row&, const Subscribe&)>>;
    using AnswerReader = BetweenReader<Answer, bool (*)(std::string_view, std::int32_t, Answer&), std::function<void(const Row&, const Answer&)>>;

    bool m_left; ///< left join
    TableRowCodec m_leftCodec;
    TableRowCodec m_rightCodec;
    LookupKey m_foreignKey;
    Store* m_lefts = nullptr;
    Store* m_results = nullptr;
    std::optional<TableRowCodec> m_resultCodec;
    std::optional<Sender> m_out;
    std::optional<RemotePart> m_remote;
    SubscriptionReader m_subscriptionReader;
    AnswerReader m_answerReader;
    std::string m_scratch;
};

} // namespace

std::unique_ptr<Operator> makeForeignKeyJoin(OperatorContext& context) { return std::make_unique<ForeignKeyJoin>(context); }

} // namespace weir
