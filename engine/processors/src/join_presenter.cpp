// SPDX-License-Identifier: Apache-2.0
#include "join_presenter.h"

#include "parked_rows.h"
#include "subscriptions.h"

#include "weir/record/key.h"
#include "weir/record/row_codec.h"

namespace weir {
namespace {

class ForeignKeyLeftPresenter final : public StorePresenter {
public:
    explicit ForeignKeyLeftPresenter(std::unique_ptr<StorePresenter> row) : m_row(std::move(row)) {}
    const Schema& columns() const override { return m_row->columns(); }
    bool present(std::string_view value, const Row& group, Arena& arena, std::vector<Datum>& out) override {
        std::uint64_t size = 0; // of the foreign key, plus 1; 0: it is NULL
        if (!readVarint(value, size) || size > value.size() + 1) return false;
        return m_row->present(value.substr(size == 0 ? 0 : size - 1), group, arena, out);
    }

private:
    std::unique_ptr<StorePresenter> m_row;
};

class UnmatchedPresenter final : public StorePresenter {
public:
    const Schema& columns() const override { return m_columns; }
    void nameKey(Row& group) const override {
        ParkedRow row;
        bool left = false;
        if (ParkedRows::split(group.key, group.key, row.at, left)) group.valueRaw = left;
    }
    bool present(std::string_view, const Row& group, Arena&, std::vector<Datum>& out) override {
        out.assign(1, Datum::ofBytes(group.valueRaw ? "left" : "right"));
        return true;
    }

private:
    Schema m_columns{{{"side", {TypeId::Text}}}};
};

class SubscriptionPresenter final : public StorePresenter {
public:
    explicit SubscriptionPresenter(Format foreignKeyFormat) : m_format(foreignKeyFormat), m_columns{{{"foreign_key", typeOfFormat(foreignKeyFormat)}}} {}
    const Schema& columns() const override { return m_columns; }
    void nameKey(Row& group) const override {
        std::string_view foreignKey;
        std::string_view key;
        if (!splitSubscription(group.key, foreignKey, key)) return;
        group.value = foreignKey;
        group.key = key;
    }
    bool present(std::string_view, const Row& group, Arena& arena, std::vector<Datum>& out) override {
        out.assign(1, Datum());
        return decodeKey(m_format, group.value, arena, out[0]);
    }

private:
    Format m_format;
    Schema m_columns;
};

} // namespace

std::unique_ptr<StorePresenter> presentForeignKeyLeft(std::unique_ptr<StorePresenter> row) { return std::make_unique<ForeignKeyLeftPresenter>(std::move(row)); }
std::unique_ptr<StorePresenter> presentUnmatched() { return std::make_unique<UnmatchedPresenter>(); }
std::unique_ptr<StorePresenter> presentSubscriptions(const EdgeType& rightType) { return std::make_unique<SubscriptionPresenter>(rightType.keyFormat); }

} // namespace weir
