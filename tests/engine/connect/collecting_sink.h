// SPDX-License-Identifier: Apache-2.0
// Keeps what a connector produces, and short ways to write files.
#pragma once

#include "weir/connect/connector.h"

#include <gtest/gtest.h>
#include <span>
#include <string>
#include <vector>

namespace weir::testing {

struct Produced {
    std::int64_t timestamp = 0;
    std::string key;
    bool keyNull = false;
    std::string value;
    bool operator==(const Produced&) const = default;
};

class CollectingSink final : public ConnectorSink {
public:
    Result<> produce(std::int32_t, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool) override {
        records.push_back({timestamp, std::string(key), keyNull, std::string(value)});
        return {};
    }
    std::int32_t partitions() const override { return 4; }
    std::vector<std::string> values() {
        std::vector<std::string> out;
        for (auto& record : records) out.push_back(std::move(record.value));
        records.clear();
        return out;
    }
    std::vector<Produced> records;
};

inline void append(FileSystem& files, const Path& path, std::string_view text) {
    auto file = files.open(path, OpenMode::CreateOrOpen);
    ASSERT_TRUE(file) << file.error().text();
    const auto size = (*file)->size();
    ASSERT_TRUE(size);
    ASSERT_TRUE((*file)->writeAt(*size, std::as_bytes(std::span(text))));
}
inline void overwrite(FileSystem& files, const Path& path, std::string_view text) {
    auto file = files.open(path, OpenMode::CreateOrOpen);
    ASSERT_TRUE(file && (*file)->truncate(0));
    append(files, path, text);
}
inline std::string content(FileSystem& files, const Path& path) {
    auto text = readFile(files, path, 1 << 24);
    return text ? *text : text.error().text();
}

} // namespace weir::testing
