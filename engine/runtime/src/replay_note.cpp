// SPDX-License-Identifier: Apache-2.0
#include "replay_note.h"

#include "protocol_json.h"

namespace weir {

std::string toText(const ReplayNote& note) {
    return wire::Json{{"id", note.id}, {"topics", note.topics}, {"internal", note.internalTopics}, {"from", wire::toJson(note.from)}, {"hash", note.hash}, {"whole", note.whole}}.dump();
}

Result<ReplayNote> replayNoteFrom(const std::string& application, const std::string& text) {
    try {
        const auto json = wire::Json::parse(text);
        ReplayNote note;
        note.application = application;
        note.id = json.at("id").get<std::string>();
        note.topics = json.at("topics").get<std::map<std::string, std::string>>();
        note.internalTopics = json.at("internal").get<std::vector<std::string>>();
        note.from = wire::positionFrom(json.at("from"));
        note.hash = json.at("hash").get<std::string>();
        note.whole = json.at("whole").get<bool>();
        return note;
    } catch (const wire::Json::exception&) {
        return fail(Errc::Corrupt, "the journal's note on the replay of " + application + " can't be read");
    }
}

std::vector<std::string> topicsOf(const ReplayNote& note) {
    auto out = note.internalTopics;
    for (const auto& [topic, shadow] : note.topics) out.push_back(shadow);
    return out;
}

} // namespace weir
