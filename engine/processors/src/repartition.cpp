// SPDX-License-Identifier: Apache-2.0
#include "weir/processors/repartition.h"

#include "computed_key.h"
#include "table_row.h"

#include "weir/record/key.h"

#include <optional>
#include <set>

namespace weir {
namespace {

constexpr std::uint8_t hasNew = 1;
constexpr std::uint8_t hasOld = 2;
constexpr std::uint8_t hasOrigin = 4;

std::uint64_t zigzag(std::int64_t v) { return (static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63); }
std::int64_t unzigzag(std::uint64_t v) { return static_cast<std::int64_t>(v >> 1U) ^ -static_cast<std::int64_t>(v & 1U); }

const BoundInput& inputOf(const OperatorContext& context, const PlannedRepartition& planned) { return context.plan.typed.nodes[planned.node].inputs[planned.input]; }

class Writer final : public Operator {
public:
    Writer(OperatorContext& context, const PlannedRepartition& planned, RecordWriter& writer, std::int32_t producerPartition)
        : Operator(planned.node, context.task, context.counters), m_repartition(context.plan.typed.nodes[planned.node].repartitions[static_cast<std::size_t>(planned.repartition)]),
          m_writer(writer), m_partitions(writer.partitions()), m_producer(producerPartition), m_codec(inputOf(context, planned).produced, planned.columns, planned.uses.value),
          m_origin(planned.uses.origin) {
        if (m_repartition.key) m_key.emplace(m_repartition.key);
    }

    void process(int, const Row& row, const Row* old) override {
        Row now = row;
        if (!m_repartition.table) {
            if (!rekey(row, now)) return;
            return write(now, row.valueNull ? nullptr : &row, nullptr);
        }
        // A table's update takes the old row out of its group and puts the new one into its own: one record if the group is the
        // same, else the old one first (KIP-904; semantics.md, rule 8).
        const bool live = !row.valueNull && rekey(row, now);
        if (m_task.stopped) return;
        Row before;
        const bool had = old != nullptr && !old->valueNull;
        if (had) {
            before = *old;
            if (!rekey(*old, before)) return;
            before.timestamp = row.timestamp;
        }
        if (live && had && !now.keyNull && !before.keyNull && now.key == before.key) return write(now, &row, old);
        if (had && !before.keyNull) write(before, nullptr, old);
        if (live && !now.keyNull) write(now, &row, nullptr);
    }

private:
    bool rekey(const Row& row, Row& out) {
        if (!m_key) return true;
        expr::RunError error;
        if (m_key->compute(m_task, row, out, error)) return true;
        failed(error);
        return false;
    }

    void write(const Row& keyed, const Row* now, const Row* old) {
        m_value.clear();
        m_value.push_back(static_cast<char>((now != nullptr ? hasNew : 0) | (old != nullptr ? hasOld : 0) | (m_origin ? hasOrigin : 0)));
        appendVarint(m_value, zigzag(m_task.streamTime - keyed.timestamp));
        appendVarint(m_value, static_cast<std::uint64_t>(m_producer));
        if (m_origin) {
            const std::string_view topic = keyed.origin.topic != nullptr ? std::string_view(*keyed.origin.topic) : std::string_view();
            appendVarint(m_value, topic.size());
            m_value += topic;
            appendVarint(m_value, static_cast<std::uint64_t>(keyed.origin.partition));
            appendVarint(m_value, static_cast<std::uint64_t>(keyed.origin.offset));
        }
        if (now != nullptr) writeRow(*now);
        if (old != nullptr) writeRow(*old);
        const auto partition = keyed.keyNull ? keyed.origin.partition % m_partitions : m_partitions == 1 ? 0 : partitionOfKey(keyed.key, m_partitions);
        m_writer.write(partition, keyed.timestamp, keyed.key, keyed.keyNull, m_value, false, keyed.headers);
    }
    void writeRow(const Row& row) {
        m_row.clear();
        m_codec.encode(row, m_row);
        appendVarint(m_value, m_row.size());
        m_value += m_row;
    }

    const Repartition& m_repartition;
    RecordWriter& m_writer;
    std::int32_t m_partitions;
    std::int32_t m_producer;
    TableRowCodec m_codec;
    bool m_origin;
    std::optional<ComputedKey> m_key;
    std::string m_value;
    std::string m_row;
};

class Reader final : public RepartitionReader {
public:
    Reader(OperatorContext& context, const PlannedRepartition& planned)
        : m_task(context.task), m_node(planned.node), m_codec(inputOf(context, planned).produced, planned.columns, planned.uses.value) {}

    Output& output() override { return m_output; }

    bool decode(const RecordView& record, const Origin& origin, Arena& arena, Row& row, Row& old, bool& isUpdate) override {
        row.timestamp = record.timestamp;
        row.key = record.key;
        row.keyNull = record.keyNull;
        row.headers = record.headers;
        row.origin = origin;
        row.origin.offset = record.offset;
        row.valueNull = true;
        row.valueRaw = false;
        row.columns = nullptr;
        isUpdate = false;
        std::string_view bytes = record.value;
        if (!read(bytes, arena, row, old, isUpdate)) {
            m_task.recordFailed(m_node, "data_corrupted", "a record of the repartition topic does not fit its format");
            return false;
        }
        return true;
    }
    void emit(const Row& row, const Row* old) override { m_output.forward(row, old, m_task); }

private:
    bool read(std::string_view& bytes, Arena& arena, Row& row, Row& old, bool& isUpdate) {
        if (bytes.empty()) return false;
        const auto flags = static_cast<std::uint8_t>(bytes[0]);
        bytes.remove_prefix(1);
        std::uint64_t merge = 0;
        std::uint64_t producer = 0;
        if (!readVarint(bytes, merge) || !readVarint(bytes, producer)) return false;
        m_mergeTime = row.timestamp + unzigzag(merge);
        if ((flags & hasOrigin) != 0) {
            std::uint64_t size = 0;
            std::uint64_t partition = 0;
            std::uint64_t offset = 0;
            if (!readVarint(bytes, size) || size > bytes.size()) return false;
            const auto* topic = originTopic(bytes.substr(0, size));
            bytes.remove_prefix(size);
            if (!readVarint(bytes, partition) || !readVarint(bytes, offset)) return false;
            row.origin = {topic, static_cast<std::int32_t>(partition), static_cast<std::int64_t>(offset)};
        }
        if ((flags & hasNew) != 0 && !readRow(bytes, arena, row)) return false;
        if ((flags & hasOld) != 0) {
            old = row;
            if (!readRow(bytes, arena, old)) return false;
            isUpdate = true;
        }
        return true;
    }
    bool readRow(std::string_view& bytes, Arena& arena, Row& row) {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size) || size > bytes.size()) return false;
        if (!m_codec.decode(bytes.substr(0, size), arena, row)) return false;
        bytes.remove_prefix(size);
        return true;
    }

    /// Rows of several producers wait at the same time, so each names a topic that stays.
    const std::string* originTopic(std::string_view name) {
        if (m_topic == nullptr || *m_topic != name) m_topic = &*m_topics.emplace(name).first;
        return m_topic;
    }

    TaskContext& m_task;
    std::size_t m_node;
    TableRowCodec m_codec;
    Output m_output;
    std::set<std::string, std::less<>> m_topics; ///< few: the sources upstream
    const std::string* m_topic = nullptr;
};

} // namespace

std::unique_ptr<Operator> makeRepartitionWriter(OperatorContext& context, const PlannedRepartition& planned, RecordWriter& writer, std::int32_t producerPartition) {
    return std::make_unique<Writer>(context, planned, writer, producerPartition);
}
std::optional<std::size_t> repartitionProducer(std::string_view value) {
    if (value.empty()) return std::nullopt;
    value.remove_prefix(1);
    std::uint64_t merge = 0;
    std::uint64_t producer = 0;
    if (!readVarint(value, merge) || !readVarint(value, producer)) return std::nullopt;
    return static_cast<std::size_t>(producer);
}
std::unique_ptr<RepartitionReader> makeRepartitionReader(OperatorContext& context, const PlannedRepartition& planned) { return std::make_unique<Reader>(context, planned); }

} // namespace weir
