// SPDX-License-Identifier: Apache-2.0
#include "offsets.h"

#include "log_offset.h"
#include "renamed_plan.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>

namespace weir {
namespace {

using Tasks = std::map<TopicPartition, std::string>;

/// The first offset of a position; of a source there is only one.
std::int64_t offsetIn(const std::string& text) {
    std::int64_t offset = -1;
    std::from_chars(text.data(), text.data() + text.size(), offset);
    return offset;
}

bool chosen(const OffsetsRequest& request, const TopicPartition& name) {
    return request.topics.empty() || std::any_of(request.topics.begin(), request.topics.end(), [&](const std::string& topic) {
               return topic == name.topic || topic == fmt::format("{}:{}", name.topic, name.partition);
           });
}

// Of a plan all source partitions that there are; without one those that a commit names.
Tasks tasksOf(const Applications& applications, const Broker& broker, const std::vector<CommitRecord>& commits, const Plan* plan) {
    Tasks out;
    if (plan != nullptr) {
        std::map<std::string, std::int32_t> existing;
        for (const auto& spec : broker.topics()) existing[spec.name] = spec.partitions;
        for (auto& [name, task] : sourcePartitions(*plan, countPartitions(*plan, existing)))
            if (const auto found = existing.find(name.topic); found != existing.end() && name.partition < found->second) out.emplace(std::move(name), std::move(task));
        return out;
    }
    for (const auto& record : commits)
        for (const auto& [source, position] : record.positions) {
            auto name = partitionFromName(source);
            if (!name) continue;
            const auto spec = applications.topics().find(name->topic);
            if (spec && !spec->internal && name->partition < spec->partitions) out.emplace(std::move(*name), record.task);
        }
    return out;
}

} // namespace

Result<std::int64_t> Offsets::target(const OffsetsRequest& request, const OffsetsReport::Partition& partition) const {
    const auto stays = partition.current >= 0 ? partition.current : partition.start;
    if (request.kind == OffsetsRequest::Kind::Show) return partition.current;
    auto offset = stays;
    if (chosen(request, {partition.topic, partition.partition})) {
        if (request.to) {
            WEIR_TRY(const auto consumer, m_broker.consumer({{partition.topic, partition.partition}}));
            WEIR_TRY(offset, offsetAt(*consumer, 0, *request.to, stays));
        } else if (request.shiftBy != 0) {
            offset = stays + request.shiftBy;
        } else if (request.kind == OffsetsRequest::Kind::Reset) {
            offset = partition.start;
        }
    }
    return std::clamp(offset, partition.start, partition.end);
}

Result<OffsetsReport> Offsets::report(const OffsetsRequest& request, const std::string& application, const Plan* plan) const {
    const auto commits = m_applications.commits(m_applications.stateName(application));
    if (commits.empty() && plan == nullptr)
        return fail(Errc::NotFound, "the application \"" + application + "\" has committed nothing in this data folder; name its topology file to set where it begins");
    OffsetsReport out;
    out.applicationId = application;
    std::map<TopicPartition, std::int64_t> current;
    for (const auto& record : commits)
        for (const auto& [source, position] : record.positions)
            if (const auto name = partitionFromName(source)) current[*name] = offsetIn(position);
    for (const auto& [name, task] : tasksOf(m_applications, m_broker, commits, plan)) {
        WEIR_TRY(const auto consumer, m_broker.consumer({name}));
        OffsetsReport::Partition partition{.topic = name.topic, .partition = name.partition, .start = consumer->startOffset(0), .end = consumer->endOffset(0)};
        if (const auto found = current.find(name); found != current.end()) partition.current = found->second;
        WEIR_TRY(partition.target, target(request, partition));
        out.partitions.push_back(std::move(partition));
    }
    std::int32_t partitions = 0;
    for (const auto& p : out.partitions) partitions = std::max(partitions, p.partition + 1);
    if (request.to) WEIR_CHECK(checkNamed(*request.to, partitions, "--to-offset"));
    for (const auto& topic : request.topics)
        if (std::none_of(out.partitions.begin(), out.partitions.end(), [&](const auto& p) { return p.topic == topic || fmt::format("{}:{}", p.topic, p.partition) == topic; }))
            return fail(Errc::NotFound, fmt::format("the application \"{}\" reads no topic or partition {}", application, topic));
    if (request.kind == OffsetsRequest::Kind::Reset) {
        auto topics = m_applications.internalTopics(commits);
        if (plan != nullptr)
            for (auto& topic : internalTopics(*plan))
                if (m_broker.find(topic) && std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(std::move(topic));
        std::sort(topics.begin(), topics.end());
        out.removedTopics = std::move(topics);
    }
    return out;
}

Result<> Offsets::apply(const OffsetsRequest& request, const Plan* plan, OffsetsReport& report) const {
    const auto name = m_applications.stateName(report.applicationId);
    const auto commits = m_applications.commits(name);
    const auto tasks = tasksOf(m_applications, m_broker, commits, plan);
    const bool reset = request.kind == OffsetsRequest::Kind::Reset;
    JournalChange change;
    std::map<std::string, CommitRecord> records;
    if (!reset)
        for (const auto& record : commits) records[record.task] = record;
    for (const auto& partition : report.partitions) {
        const auto& task = tasks.at({partition.topic, partition.partition});
        auto& record = records[task];
        record.application = name;
        record.task = task;
        record.positions[partitionName(partition.topic, partition.partition)] = std::to_string(partition.target);
    }
    for (auto& [task, record] : records) change.commits.push_back(std::move(record));
    if (reset) {
        change.forget.push_back(name);
        carryWritten(commits, {}, change);
        // What a connector has brought in stands in its topic: it goes on from there.
        for (auto& record : m_applications.journal().all(name))
            if (std::none_of(commits.begin(), commits.end(), [&](const CommitRecord& known) { return known.task == record.task; })) change.commits.push_back(std::move(record));
        change.notes.push_back(Applications::cleanupNote(name, report.removedTopics));
    }
    WEIR_CHECK(m_applications.journal().change(change));
    report.changed = true;
    return reset ? m_applications.cleanUp(name) : Result<>{};
}

} // namespace weir
