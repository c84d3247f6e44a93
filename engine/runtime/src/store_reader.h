// SPDX-License-Identifier: Apache-2.0
// A store as a table for people. readStore: a job's, a snapshot of the databases of its tasks, as of their last commits; it never blocks a
// task. StoreTable: rows from wherever they come.
#pragma once

#include "job.h"

#include "weir/processors/store_presenter.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class StoreTable {
public:
    /// `plan` must outlive it. NotFound, or Unsupported: no store that can be shown.
    static Result<StoreTable> open(const Plan& plan, const std::string& store, const std::string& keyPrefix);
    const StoreSpec& spec() const { return *m_spec; }
    const std::vector<Column>& columns() const { return m_columns; }
    Format keyFormat() const { return m_keyFormat; }
    StorePresenter& presenter() { return *m_presenter; }
    /// Store keys that are wanted begin with this; empty: any may be.
    std::string_view bytePrefix() const { return m_keyFormat == Format::String ? std::string_view(m_keyPrefix) : std::string_view(); }

    enum class Fit : std::uint8_t {
        Shown,
        Other,     ///< another key was asked for
        Behind,    ///< and so is every one behind it
        Unreadable ///< no row of this store
    };
    struct Shown {
        Fit fit;
        StoreRow row;
    };
    Shown show(std::string_view key, std::string_view value, std::int64_t timestamp, std::int32_t partition);

private:
    const BoundNode* m_owner = nullptr;
    const StoreSpec* m_spec = nullptr;
    std::unique_ptr<StorePresenter> m_presenter;
    std::vector<Column> m_columns;
    EdgeType m_type;
    bool m_windowed = false;
    Format m_keyFormat = Format::String;
    std::string m_keyPrefix;
    std::unique_ptr<Arena> m_arena = std::make_unique<Arena>();
    std::vector<Datum> m_values;
};

/// By key, then window start; the first `limit`.
void sortRows(std::vector<StoreRow>& rows, std::size_t limit);

Result<StorePage> readStore(const Job& job, const StoreQuery& query);

} // namespace weir
