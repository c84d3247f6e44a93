// SPDX-License-Identifier: Apache-2.0
// How a task becomes a graph of operators: sources and repartition readers at its head, writers at its end, probes on the edges.
#include "record_order.h"

#include "weir/runtime/task.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

namespace weir {
namespace {

int portIndex(const NodeSpec& spec, const std::string& port) {
    for (std::size_t i = 0; i < spec.inputs.size(); ++i)
        if (spec.inputs[i].name == port) return static_cast<int>(i);
    return 0;
}

} // namespace

class Task::Context final : public OperatorContext {
public:
    Context(Task& owner, const BoundNode& boundNode, NodeCounters& nodeCounters) : OperatorContext(*owner.m_env.plan, boundNode, owner, nodeCounters), m_owner(owner) {
        needsOld = plan.typed.wantsOld(boundNode.index); // old rows are computed only where something downstream takes them back
        const auto& sub = plan.subTopologies[static_cast<std::size_t>(owner.m_subTopology)];
        partition = owner.m_partition;
        home = std::binary_search(sub.nodes.begin(), sub.nodes.end(), boundNode.index);
        remote = std::find(sub.remotes.begin(), sub.remotes.end(), boundNode.index) != sub.remotes.end();
    }
    Store& store(const std::string& name) override { return *m_owner.m_stores.find(name); }
    RecordWriter& writer(const std::string& topic) override {
        const auto made = m_owner.writerFor(topic);
        if (made) return **made;
        if (!m_error) m_error = made.error();
        return m_nowhere;
    }
    GlobalTable& globalTable(const std::string& store) override {
        auto* table = m_owner.m_env.globals->find(store);
        if (std::find(m_owner.m_filled.begin(), m_owner.m_filled.end(), table) == m_owner.m_filled.end()) m_owner.m_filled.push_back(table);
        return *table;
    }
    GlobalTable::Reader& globalReader(const std::string& store) override {
        auto& reader = m_owner.m_globalReaders[store];
        if (!reader) reader = std::make_unique<GlobalTable::Reader>(*m_owner.m_env.globals->find(store));
        return *reader;
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    // Stands in for a topic that could not be opened; the task does not start.
    struct Nowhere final : RecordWriter {
        std::int32_t partitions() const override { return 1; }
        void write(std::int32_t, std::int64_t, std::string_view, bool, std::string_view, bool, const HeadersView&) override {}
    };
    Task& m_owner;
    Nowhere m_nowhere;
    std::optional<Error> m_error;
};

NodeCounters& Task::countersOf(std::size_t node) {
    auto& counters = m_counters[node];
    if (!counters) counters = std::make_unique<NodeCounters>();
    return *counters;
}

Result<BatchingWriter*> Task::writerFor(const std::string& topic) {
    auto& writer = m_writers[topic];
    if (!writer) {
        WEIR_TRY(const auto handle, m_producer->open(topic));
        writer = std::make_unique<BatchingWriter>(*m_producer, handle, topic, compressionFromName(m_env.settings.compression), m_env.settings.batchBytes);
    }
    return writer.get();
}

Result<> Task::build() {
    const auto& plan = *m_env.plan;
    const auto& sub = plan.subTopologies[static_cast<std::size_t>(m_subTopology)];
    std::set<std::size_t> parts(sub.nodes.begin(), sub.nodes.end());
    parts.insert(sub.remotes.begin(), sub.remotes.end());
    for (const auto index : parts) {
        const auto& bound = plan.typed.nodes[index];
        auto& counters = countersOf(index);
        if (!bound.spec->make || !bound.ok || bound.bypassed) continue;
        Context context(*this, bound, counters);
        for (const auto& planned : sub.sources)
            if (planned.repartition < 0 && planned.node == index) context.sourceUses = &planned.uses;
        auto made = bound.spec->make(context);
        if (context.error()) return weir::fail(*context.error());
        made->outputs().resize(std::max<std::size_t>(bound.outputs.size(), 1));
        m_operators[index] = std::move(made);
    }
    WEIR_CHECK(buildSources(sub));
    connect(sub);
    buildSending(sub);
    return {};
}

Result<> Task::buildSources(const SubTopology& sub) {
    const auto& plan = *m_env.plan;
    // Queues stand in the order that decides between equal times: topics from outside by their names, then those between by their turns.
    const auto flow = m_env.progress ? m_env.progress->flow() : TopicFlow(plan);
    std::vector<std::pair<std::size_t, const PlannedSource*>> sources;
    for (const auto& planned : sub.sources) {
        const auto between = flow.topics.find(planned.topic);
        sources.emplace_back(between == flow.topics.end() ? 0 : between->second.place, &planned);
    }
    std::stable_sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return std::tie(a.first, a.second->topic) < std::tie(b.first, b.second->topic); });
    for (const auto& [place, planned] : sources) {
        RecordSource* head = nullptr;
        const RepartitionReader* reader = nullptr;
        if (planned->repartition < 0) {
            head = dynamic_cast<RecordSource*>(m_operators[planned->node].get());
            if (head == nullptr) return weir::fail(Errc::Internal, fmt::format("node {} is no source", plan.typed.topology.nodes[planned->node].id));
        } else if (const auto& between = plan.typed.nodes[planned->node].repartitions[static_cast<std::size_t>(planned->repartition)]; between.byNode) {
            auto* own = m_operators[planned->node]->reader(between.port);
            head = own;
            reader = own;
            if (head == nullptr) return weir::fail(Errc::Internal, "nobody reads the topic " + planned->topic);
        } else {
            for (const auto& other : plan.subTopologies)
                for (const auto& writing : other.repartitions) {
                    if (writing.topic != planned->topic || head != nullptr) continue;
                    Context context(*this, plan.typed.nodes[planned->node], countersOf(planned->node));
                    m_readers.push_back(makeRepartitionReader(context, writing));
                    const auto& input = plan.typed.nodes[planned->node].inputs[writing.input];
                    m_readers.back()->output().add({m_operators[planned->node].get(), portIndex(*plan.typed.nodes[planned->node].spec, input.port), &m_readProbe});
                    reader = m_readers.back().get();
                    head = m_readers.back().get();
                }
            if (head == nullptr) return weir::fail(Errc::Internal, "nobody writes the repartition topic " + planned->topic);
        }
        const auto counted = m_env.partitions.topics.find(planned->topic);
        const auto partitions = counted != m_env.partitions.topics.end() ? counted->second : 1;
        for (std::int32_t p = 0; p < partitions; ++p)
            if (planned->global || p == m_partition) {
                addInput(*planned, p, head, reader);
                m_inputs.back().source = static_cast<std::size_t>(planned - sub.sources.data());
            }
    }
    std::vector<TopicPartition> assignment;
    for (const auto& input : m_inputs) assignment.push_back({*input.topic, input.partition});
    WEIR_TRY(m_consumer, m_env.broker.consumer(std::move(assignment)));
    for (auto& input : m_inputs)
        if (input.repartition) input.feed = std::make_unique<RepartitionFeed>(*m_consumer, input.slot, producersOf(input));
    return {};
}

void Task::buildSending(const SubTopology& sub) {
    for (const auto node : sub.nodes) {
        const auto* emit = m_env.plan->typed.topology.nodes[node].field("emit");
        m_holdsBack = m_holdsBack || (emit != nullptr && emit->text() != nullptr && *emit->text() == "merged");
    }
    if (!m_env.progress) return;
    for (std::size_t r = 0; r < sub.repartitions.size(); ++r) {
        const auto& topic = m_env.progress->flow().topics.at(sub.repartitions[r].topic);
        auto& sending = m_sending.emplace_back();
        sending.sent = &m_progress->sent[r];
        sending.heldBack = topic.heldBack;
        const auto writer = m_writers.find(sub.repartitions[r].topic);
        sending.writer = writer != m_writers.end() ? writer->second.get() : nullptr;
        for (const auto& queue : m_queues)
            if (topic.from[queue.input->source]) sending.from.push_back(&queue);
    }
}

std::size_t Task::producersOf(const Input& input) const {
    return static_cast<std::size_t>(std::count_if(m_queues.begin(), m_queues.end(), [&](const Queue& queue) { return queue.input == &input; }));
}

std::size_t Task::producingTasks(std::string_view topic) const {
    for (const auto& sub : m_env.plan->subTopologies)
        for (const auto& planned : sub.repartitions)
            if (planned.topic == topic) return static_cast<std::size_t>(m_env.partitions.tasks[static_cast<std::size_t>(sub.id)]);
    return 1;
}

void Task::addInput(const PlannedSource& planned, std::int32_t partition, RecordSource* head, const RepartitionReader* reader) {
    auto& input = m_inputs.emplace_back();
    input.slot = m_inputs.size() - 1;
    input.topic = &planned.topic;
    input.partition = partition;
    input.node = planned.node;
    input.repartition = reader != nullptr;
    const TopicFlow* flow = m_env.progress ? &m_env.progress->flow() : nullptr;
    const auto* topic = input.repartition && flow != nullptr ? &flow->topics.at(planned.topic) : nullptr;
    const auto producers = input.repartition ? producingTasks(planned.topic) : std::size_t{1};
    for (std::size_t producer = 0; producer < producers; ++producer) {
        auto& queue = m_queues.emplace_back();
        queue.input = &input;
        queue.rank = m_queues.size() - 1;
        queue.producer = producer;
        queue.source = head;
        queue.reader = reader;
        if (topic == nullptr || !topic->waitedFor) continue;
        queue.upstream = &m_env.progress->of(topic->writer, static_cast<std::int32_t>(producer)).sent[topic->index];
        queue.delay = topic->delayMs;
    }
}

void Task::connect(const SubTopology& sub) {
    const auto& plan = *m_env.plan;
    for (const auto index : sub.nodes) {
        const auto producing = m_operators.find(index);
        if (producing == m_operators.end()) continue;
        const auto& bound = plan.typed.nodes[index];
        for (const auto& [consumerIndex, i] : consumersOf(plan, index)) {
            const auto& consumer = plan.typed.nodes[consumerIndex];
            const auto& input = consumer.inputs[i];
            std::size_t port = 0;
            while (port < bound.outputs.size() && bound.outputs[port].port != input.fromPort) ++port;
            if (port == bound.outputs.size()) continue;
            auto& probe = m_probes[input.edge];
            if (!probe) probe = std::make_unique<EdgeProbe>();
            Operator* target = nullptr;
            if (const auto* planned = repartitionOf(sub, consumerIndex, i)) {
                const auto writer = writerFor(planned->topic);
                if (!writer) {
                    fail(writer.error());
                    return;
                }
                countersOf(consumer.index); // its key expression may fail here: the map must not grow later, beside figures()
                Context context(*this, consumer, m_repartitionCounters);
                m_repartitionWriters.push_back(makeRepartitionWriter(context, *planned, **writer, m_partition));
                m_repartitionTopics.push_back(*writer);
                target = m_repartitionWriters.back().get();
            }
            if (target == nullptr) {
                const auto found = m_operators.find(consumer.index);
                if (found != m_operators.end()) target = found->second.get();
            }
            if (target != nullptr) {
                producing->second->outputs()[port].add({target, portIndex(*consumer.spec, input.port), probe.get()});
            } else if (!consumer.spec->make || input.produced.kind == EdgeKind::GlobalTable) {
                producing->second->outputs()[port].add({&m_view, 0, probe.get()}); // a view, or a look-up elsewhere: counted and tapped, nothing more
            }
        }
    }
    for (const auto& planned : sub.repartitions)
        if (planned.byNode)
            if (const auto writer = writerFor(planned.topic)) m_repartitionTopics.push_back(*writer);
    // Producers before consumers, so that what a commit sets free passes through all of them.
    std::set<std::size_t> placed;
    bool moved = true;
    while (moved) {
        moved = false;
        for (const auto& [index, op] : m_operators) {
            if (placed.contains(index)) continue;
            const auto& inputs = plan.typed.nodes[index].inputs;
            const bool free = std::all_of(inputs.begin(), inputs.end(), [&](const BoundInput& input) { return placed.contains(input.node) || !m_operators.contains(input.node); });
            if (!free) continue;
            placed.insert(index);
            m_order.push_back(op.get());
            moved = true;
        }
    }
}

} // namespace weir
