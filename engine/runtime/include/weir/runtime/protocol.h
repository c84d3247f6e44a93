// SPDX-License-Identifier: Apache-2.0
// Conversation: one client of the owner's socket, as lines in and lines out (docs/formats/socket.md). Also what
// `--json` prints. Errors   a bad request is answered by an error of one sentence; never thrown, never fatal to the
// owner. Threads  one at a time.
#pragma once

#include "weir/runtime/engine_access.h"

#include <set>
#include <string>
#include <string_view>

namespace weir {

class Conversation {
public:
    /// `engine` must outlive the conversation.
    explicit Conversation(EngineAccess& engine) : m_engine(engine) {}
    /// Ends the taps that this client began.
    ~Conversation();
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// The owner's first line.
    static std::string greeting();
    /// The answer to one line, ended by a newline. After an answer that makes over() true the connection is to be
    /// closed.
    std::string answer(std::string_view line);
    /// What a line beyond the limit is answered with.
    static std::string tooLong();
    bool over() const { return m_over; }

private:
    EngineAccess& m_engine;
    std::set<TapId> m_taps;
    bool m_over = false;
};

/// As one line of JSON without its newline.
std::string snapshotToJson(const JobSnapshot& snapshot);
std::string verifyToJson(const std::string& topic, const VerifyReport& report);
std::string compactionToJson(const CompactionReport& report);
std::string offsetsToJson(const OffsetsReport& report);
std::string replayToJson(const ReplayInfo& info);
std::string diffToJson(const ReplayDiff& diff);
std::string checkpointToJson(const CheckpointInfo& info);
std::string stateToJson(const StateReply& reply);
std::string topicToJson(const TopicInfo& topic);
/// The last line of an exported topic: how many records stand before it.
std::string exportEndToJson(std::uint64_t records);
/// nullopt: the line is another one.
std::optional<std::uint64_t> exportEndFromJson(std::string_view line);
std::string errorToJson(const Error& error);
/// A record as `fetch` gives it, with its partition; and back, its offset left behind. Invalid, with a sentence.
std::string recordToJson(const FetchedRecord& record, std::int32_t partition);
Result<ProduceRecord> recordFromJson(std::string_view line);
Result<TopicInfo> topicFromJson(std::string_view line);

} // namespace weir
