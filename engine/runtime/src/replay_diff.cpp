// SPDX-License-Identifier: Apache-2.0
#include "replay_diff.h"

#include "edge_sampler.h"

#include "weir/record/key.h"

#include <algorithm>
#include <fmt/format.h>
#include <xxhash.h>

namespace weir {
namespace {

constexpr std::size_t fetchBytes = std::size_t{1} << 20U;
constexpr std::size_t shownBytes = 400;

/// All that one topic holds of a key.
struct History {
    std::vector<std::uint64_t> hashes; ///< of value and timestamp, in order; of a table the newest alone, none if that is a tombstone
    std::string newest;                ///< its beginning
};
struct Pair {
    History live;
    History replay;
};
using Keys = std::map<std::string, Pair>; ///< by key bytes; a NULL key apart, behind a byte

std::string shown(const RecordView& record) {
    if (record.valueNull) return "null";
    return std::string(record.value.substr(0, shownBytes)) + (record.value.size() > shownBytes ? "…" : "");
}

Result<> read(Broker& broker, const ComparedTopic& topic, bool table, const std::function<History&(const std::string&)>& of) {
    for (std::size_t p = 0; p < topic.ends.size(); ++p) {
        WEIR_TRY(const auto consumer, broker.consumer({{topic.topic, static_cast<std::int32_t>(p)}}));
        consumer->seek(0, consumer->startOffset(0));
        BatchBuffer buffer;
        BatchReader reader;
        while (consumer->position(0) < topic.ends[p]) {
            WEIR_TRY(const bool more, consumer->fetch(0, fetchBytes, buffer));
            if (!more) break;
            for (auto bytes = buffer.bytes(); !bytes.empty();) {
                WEIR_TRY(const auto header, readBatchHeader(bytes));
                const auto whole = bytes.first(static_cast<std::size_t>(header.sizeBytes));
                bytes = bytes.subspan(whole.size());
                if (header.control()) continue;
                WEIR_CHECK(reader.open(whole));
                for (RecordView record; reader.next(record) && record.offset < topic.ends[p];) {
                    auto& history = of(record.keyNull ? std::string(1, '\0') : std::string(1, '\1') + std::string(record.key));
                    if (table) history.hashes.clear();
                    history.newest = shown(record);
                    if (table && record.valueNull) continue; // there is no such row; compaction may have taken the other side's tombstone
                    const auto seed = static_cast<XXH64_hash_t>(record.timestamp) * 2 + (record.valueNull ? 1 : 0);
                    history.hashes.push_back(XXH3_64bits_withSeed(record.value.data(), record.value.size(), table ? 0 : seed));
                }
                if (reader.failed()) return fail(Errc::Corrupt, "a batch can't be read", {.topic = topic.topic, .partition = static_cast<std::int32_t>(p), .offset = header.baseOffset});
            }
        }
    }
    return {};
}

/// The edge that a sink writes to the topic; null: none (dead letters).
const EdgeType* typeOf(const Plan& plan, const std::string& topic) {
    for (const auto& node : plan.typed.nodes)
        if (node.sinkTopic == topic && !node.inputs.empty()) return &node.inputs.front().produced;
    return nullptr;
}

std::string keyShown(const EdgeType* type, const std::string& key) {
    if (key.front() == '\0') return "null";
    const auto bytes = std::string_view(key).substr(1);
    if (type == nullptr) return std::string(bytes);
    if (!type->windowed()) return keyText(type->keyFormat, bytes);
    const auto parts = splitWindowedKey(bytes, type->windowing == Windowing::Session, type->windowSizeMs);
    return parts ? fmt::format("{} [{}, {})", keyText(type->keyFormat, parts->key), parts->start, parts->end) : keyText(type->keyFormat, bytes);
}

bool same(const Pair& pair, bool whole) {
    const auto& [live, replay] = pair;
    if (whole) return live.hashes == replay.hashes;
    return live.hashes.size() >= replay.hashes.size() && std::equal(replay.hashes.rbegin(), replay.hashes.rend(), live.hashes.rbegin());
}

} // namespace

Result<ComparedTopic> endsOf(Broker& broker, const std::string& topic) {
    ComparedTopic out{topic, {}};
    const auto spec = broker.find(topic);
    if (!spec) return out;
    for (std::int32_t p = 0; p < spec->partitions; ++p) {
        WEIR_TRY(const auto consumer, broker.consumer({{topic, p}}));
        out.ends.push_back(consumer->endOffset(0));
    }
    return out;
}

Result<ReplayDiff::Topic> compareTopics(Broker& broker, const Plan& plan, const ComparedTopic& live, const ComparedTopic& replay, bool whole, std::size_t examplesMax) {
    ReplayDiff::Topic out;
    out.topic = live.topic;
    const auto* type = typeOf(plan, live.topic);
    out.table = type != nullptr && type->kind == EdgeKind::Table;
    Keys keys;
    WEIR_CHECK(read(broker, live, out.table, [&](const std::string& key) -> History& { return keys[key].live; }));
    WEIR_CHECK(read(broker, replay, out.table, [&](const std::string& key) -> History& { return keys[key].replay; }));
    for (const auto& [key, pair] : keys) {
        if (pair.live.hashes.empty() && pair.replay.hashes.empty()) continue; // deleted in both
        if (pair.replay.hashes.empty()) ++out.onlyLive;
        else if (pair.live.hashes.empty()) ++out.onlyReplay;
        else if (same(pair, whole || out.table)) {
            ++out.equal;
            continue;
        } else ++out.different;
        if (out.examples.size() < examplesMax) out.examples.push_back({keyShown(type, key), pair.live.newest, pair.replay.newest});
    }
    return out;
}

} // namespace weir
