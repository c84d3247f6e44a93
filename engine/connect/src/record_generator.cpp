// SPDX-License-Identifier: Apache-2.0
#include "record_generator.h"

#include "weir/core/rng.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <numbers>

namespace weir {
namespace {

constexpr std::array<std::string_view, 12> regions{"eu-west", "eu-north", "eu-south", "us-east", "us-west", "us-central", "ap-south", "ap-east", "ap-north", "sa-east", "af-south", "me-central"};
constexpr std::array<std::string_view, 3> channels{"web", "app", "pos"};
constexpr std::array<std::string_view, 3> methods{"card", "bank", "cash"};
constexpr std::array<std::string_view, 10> pages{"/", "/search", "/product", "/cart", "/checkout", "/account", "/help", "/offers", "/reviews", "/about"};
constexpr std::array<std::string_view, 6> countries{"DE", "FR", "CN", "US", "BR", "IN"};
constexpr std::array<std::string_view, 3> devices{"phone", "desktop", "tablet"};
constexpr std::array<std::string_view, 5> rooms{"hall", "lab", "office", "store", "server"};
constexpr std::array<std::string_view, 3> tiers{"gold", "silver", "basic"};

constexpr std::int64_t firstOrder = 100'000'000;
constexpr std::int64_t firstPayment = 500'000'000;
constexpr std::int64_t spread = 7919; // a prime: hot keys don't stand side by side

} // namespace

/// What is random about one record.
struct RecordGenerator::Draw {
    SplitMix64 rng;
    Draw(std::uint64_t seed, std::int64_t n) : rng(SplitMix64(seed + static_cast<std::uint64_t>(n) * 0xD1342543DE82EF95ULL).next()) {}
    std::uint64_t below(std::uint64_t bound) { return rng.below(bound); }
    double unit() { return rng.unit(); }
    template <class Words>
    std::string_view of(const Words& words) {
        return words[below(words.size())];
    }
};

class RecordGenerator::Text {
public:
    explicit Text(char* to) : m_begin(to), m_to(to) {}
    Text& operator<<(std::string_view text) {
        std::memcpy(m_to, text.data(), text.size());
        m_to += text.size();
        return *this;
    }
    Text& operator<<(std::int64_t value) {
        m_to = std::to_chars(m_to, m_to + 24, value).ptr;
        return *this;
    }
    /// At least `digits` digits.
    Text& padded(std::int64_t value, int digits) {
        for (std::int64_t power = 10; digits > 1; --digits, power *= 10)
            if (value < power) *m_to++ = '0';
        return *this << value;
    }
    Text& hundredths(std::int64_t value) {
        if (value < 0) *m_to++ = '-';
        value = std::abs(value);
        *this << value / 100;
        *m_to++ = '.';
        *m_to++ = static_cast<char>('0' + value / 10 % 10);
        *m_to++ = static_cast<char>('0' + value % 10);
        return *this;
    }
    std::string_view view() const { return {m_begin, static_cast<std::size_t>(m_to - m_begin)}; }

private:
    char* m_begin;
    char* m_to;
};

SchemaPtr generatorColumns(GeneratorSettings::Shape shape) {
    using Shape = GeneratorSettings::Shape;
    const auto make = [](std::vector<Column> columns) { return std::make_shared<const Schema>(Schema{std::move(columns)}); };
    const Type text{TypeId::Text};
    const Type bigint{TypeId::BigInt};
    const Type real{TypeId::Double};
    switch (shape) {
    case Shape::Orders: return make({{"order_id", bigint}, {"customer", text}, {"region", text}, {"amount", real}, {"qty", bigint}, {"currency", text}, {"channel", text}, {"ts", bigint}});
    case Shape::Payments: return make({{"payment_id", bigint}, {"order_id", bigint}, {"method", text}, {"amount", real}, {"currency", text}, {"ts", bigint}});
    case Shape::Clicks: return make({{"user_id", text}, {"page", text}, {"country", text}, {"device", text}, {"dwell_ms", bigint}, {"ts", bigint}});
    case Shape::Sensors: return make({{"sensor", text}, {"room", text}, {"temperature", real}, {"humidity", real}, {"battery", bigint}, {"ts", bigint}});
    case Shape::Customers: return make({{"customer", text}, {"name", text}, {"tier", text}, {"country", text}, {"since", bigint}});
    case Shape::Records: break;
    }
    return nullptr;
}

RecordGenerator::RecordGenerator(GeneratorSettings settings) : m_settings(std::move(settings)) {
    if (m_settings.skew <= 0) return;
    double sum = 0;
    m_shares.reserve(static_cast<std::size_t>(m_settings.keys));
    for (std::int64_t rank = 1; rank <= m_settings.keys; ++rank) m_shares.push_back(sum += 1 / std::pow(static_cast<double>(rank), m_settings.skew));
}

std::int64_t RecordGenerator::pickKey(Draw& draw) const {
    if (m_shares.empty()) return static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(m_settings.keys)));
    const auto rank = std::lower_bound(m_shares.begin(), m_shares.end(), draw.unit() * m_shares.back()) - m_shares.begin();
    const auto last = std::min(rank, static_cast<std::ptrdiff_t>(m_shares.size()) - 1);
    return m_settings.keys % spread == 0 ? last : last * spread % m_settings.keys;
}

void RecordGenerator::make(std::int64_t n, std::int64_t at) {
    using Shape = GeneratorSettings::Shape;
    m_timestamp = at;
    Draw time(~m_settings.seed, n);
    if (m_settings.disorderMs > 0) m_timestamp -= static_cast<std::int64_t>(time.below(static_cast<std::uint64_t>(m_settings.disorderMs)));
    if (m_settings.lateShare > 0 && m_settings.lateByMs > 0 && time.unit() < m_settings.lateShare)
        m_timestamp -= static_cast<std::int64_t>(time.below(static_cast<std::uint64_t>(m_settings.lateByMs))) + 1;
    m_timestamp = std::max<std::int64_t>(m_timestamp, 0);
    Draw draw(m_settings.seed, n);
    switch (m_settings.shape) {
    case Shape::Orders: return order(n, draw);
    case Shape::Payments: return payment(n, draw);
    case Shape::Clicks: return click(draw);
    case Shape::Sensors: return sensor(n, draw);
    case Shape::Customers: return customer(n, draw);
    case Shape::Records: {
        const auto& record = m_settings.records[static_cast<std::size_t>(n) % m_settings.records.size()];
        m_key = record.first;
        m_value = record.second;
    }
    }
}

void RecordGenerator::order(std::int64_t n, Draw& draw) {
    const auto cents = 100 + static_cast<std::int64_t>(draw.below(24900)); // the amount and the quantity first: payments draw them too
    const auto quantity = 1 + static_cast<std::int64_t>(draw.below(5));
    const auto customer = pickKey(draw);
    Text key(m_keyText.data());
    m_key = (key << "c-").padded(customer, 4).view();
    Text value(m_valueText.data());
    value << R"({"order_id":)" << firstOrder + n << R"(,"customer":")" << m_key << R"(","region":")" << draw.of(regions) << R"(","amount":)";
    value.hundredths(cents) << R"(,"qty":)" << quantity << R"(,"currency":"EUR","channel":")" << draw.of(channels) << R"(","ts":)" << m_timestamp << "}";
    m_value = value.view();
}

void RecordGenerator::payment(std::int64_t n, Draw& draw) {
    const auto paid = n + n / 9; // each tenth order stays unpaid
    Draw order(m_settings.seed, paid);
    const auto cents = 100 + static_cast<std::int64_t>(order.below(24900));
    const auto quantity = 1 + static_cast<std::int64_t>(order.below(5));
    Text key(m_keyText.data());
    m_key = (key << firstOrder + paid).view();
    Text value(m_valueText.data());
    value << R"({"payment_id":)" << firstPayment + n << R"(,"order_id":)" << m_key << R"(,"method":")" << draw.of(methods) << R"(","amount":)";
    value.hundredths(cents * quantity) << R"(,"currency":"EUR","ts":)" << m_timestamp << "}";
    m_value = value.view();
}

void RecordGenerator::click(Draw& draw) {
    const auto user = pickKey(draw);
    Text key(m_keyText.data());
    m_key = (key << "u-").padded(user, 4).view();
    // Most look briefly, some stay long.
    const auto dwell = static_cast<std::int64_t>(-std::log(1 - draw.unit()) * 8000);
    Text value(m_valueText.data());
    value << R"({"user_id":")" << m_key << R"(","page":")" << draw.of(pages) << R"(","country":")" << draw.of(countries) << R"(","device":")" << draw.of(devices)
          << R"(","dwell_ms":)" << dwell << R"(,"ts":)" << m_timestamp << "}";
    m_value = value.view();
}

void RecordGenerator::sensor(std::int64_t n, Draw& draw) {
    const auto which = pickKey(draw);
    Text key(m_keyText.data());
    m_key = (key << "s-").padded(which, 3).view();
    // Each sensor swings around its own mean, with a little noise.
    const auto phase = static_cast<double>(m_timestamp % 600'000) / 600'000 * 2 * std::numbers::pi + static_cast<double>(which);
    const auto temperature = 2000 + which % 7 * 50 + static_cast<std::int64_t>(std::sin(phase) * 400) + static_cast<std::int64_t>(draw.below(60));
    const auto humidity = 4500 + static_cast<std::int64_t>(std::cos(phase) * 900) + static_cast<std::int64_t>(draw.below(100));
    Text value(m_valueText.data());
    value << R"({"sensor":")" << m_key << R"(","room":")" << rooms[static_cast<std::size_t>(which) % rooms.size()] << R"(","temperature":)";
    value.hundredths(temperature) << R"(,"humidity":)";
    value.hundredths(humidity) << R"(,"battery":)" << 100 - n / 50'000 % 100 << R"(,"ts":)" << m_timestamp << "}";
    m_value = value.view();
}

void RecordGenerator::customer(std::int64_t n, Draw& draw) {
    const auto which = n % m_settings.keys;
    Text key(m_keyText.data());
    m_key = (key << "c-").padded(which, 4).view();
    Text value(m_valueText.data());
    value << R"({"customer":")" << m_key << R"(","name":"Customer )" << which << R"(","tier":")" << draw.of(tiers) << R"(","country":")" << draw.of(countries) << R"(","since":)"
          << 2005 + static_cast<std::int64_t>(draw.below(20)) << "}";
    m_value = value.view();
}

} // namespace weir
