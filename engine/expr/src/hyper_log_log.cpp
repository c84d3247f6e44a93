// SPDX-License-Identifier: Apache-2.0
#include "hyper_log_log.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace weir::expr {

namespace {

constexpr unsigned precision = 14;
constexpr std::size_t registers = std::size_t{1} << precision;
constexpr unsigned rankMax = 64 - precision + 1;
constexpr std::size_t entryBytes = 3;
constexpr std::size_t entriesMax = registers / 4 / entryBytes;

struct Entry {
    std::uint32_t index;
    std::uint8_t rank;
};

Entry entryOf(std::uint64_t hash) {
    const auto index = static_cast<std::uint32_t>(hash >> (64 - precision));
    const auto rest = hash << precision;
    const unsigned rank = std::min(static_cast<unsigned>(std::countl_zero(rest)) + 1, rankMax);
    return {index, static_cast<std::uint8_t>(rank)};
}

Entry entryAt(std::string_view sketch, std::size_t i) {
    const auto* at = sketch.data() + 1 + i * entryBytes;
    const auto byte = [&](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(at[k])); };
    return {byte(0) << 8U | byte(1), static_cast<std::uint8_t>(byte(2))};
}
void appendEntry(std::string& out, const Entry& entry) {
    out += static_cast<char>(entry.index >> 8U);
    out += static_cast<char>(entry.index);
    out += static_cast<char>(entry.rank);
}

bool isDense(std::string_view sketch) { return !sketch.empty() && sketch.front() == 'd'; }
std::size_t entriesOf(std::string_view sketch) { return sketch.empty() ? 0 : (sketch.size() - 1) / entryBytes; }

std::string dense(std::string_view sketch) {
    if (isDense(sketch)) return std::string(sketch);
    std::string out(1 + registers, '\0');
    out[0] = 'd';
    for (std::size_t i = 0; i < entriesOf(sketch); ++i) {
        const auto entry = entryAt(sketch, i);
        out[1 + entry.index] = static_cast<char>(entry.rank);
    }
    return out;
}

double sigma(double x) {
    if (x == 1) return INFINITY;
    double y = 1;
    double z = x;
    for (double before = -1; before != z;) {
        before = z;
        x *= x;
        z += x * y;
        y += y;
    }
    return z;
}

double tau(double x) {
    if (x == 0 || x == 1) return 0;
    double y = 1;
    double z = 1 - x;
    for (double before = -1; before != z;) {
        before = z;
        x = std::sqrt(x);
        y *= 0.5;
        z -= (1 - x) * (1 - x) * y;
    }
    return z / 3;
}

} // namespace

bool addHash(std::string_view sketch, std::uint64_t hash, std::string& out) {
    const auto entry = entryOf(hash);
    if (isDense(sketch)) {
        if (static_cast<std::uint8_t>(sketch[1 + entry.index]) >= entry.rank) return false;
        out = sketch;
        out[1 + entry.index] = static_cast<char>(entry.rank);
        return true;
    }
    const auto count = entriesOf(sketch);
    std::size_t low = 0;
    std::size_t high = count;
    while (low < high) {
        const auto middle = (low + high) / 2;
        if (entryAt(sketch, middle).index < entry.index) low = middle + 1;
        else high = middle;
    }
    const bool known = low < count && entryAt(sketch, low).index == entry.index;
    if (known && entryAt(sketch, low).rank >= entry.rank) return false;
    if (!known && count >= entriesMax) {
        out = dense(sketch);
        out[1 + entry.index] = static_cast<char>(entry.rank);
        return true;
    }
    const auto split = count == 0 ? sketch.size() : 1 + low * entryBytes;
    out = count == 0 ? std::string("s") : std::string(sketch.substr(0, split));
    appendEntry(out, entry);
    if (count > 0) out += sketch.substr(split + (known ? entryBytes : 0));
    return true;
}

std::string mergeSketches(std::string_view a, std::string_view b) {
    if (a.empty()) return std::string(b);
    if (b.empty()) return std::string(a);
    auto out = dense(a);
    const auto other = dense(b);
    for (std::size_t i = 1; i <= registers; ++i) out[i] = static_cast<char>(std::max(static_cast<std::uint8_t>(out[i]), static_cast<std::uint8_t>(other[i])));
    std::size_t used = 0;
    for (std::size_t i = 1; i <= registers; ++i) used += out[i] != 0 ? 1 : 0;
    if (used > entriesMax) return out;
    std::string sparse = "s";
    for (std::size_t i = 0; i < registers; ++i)
        if (out[i + 1] != 0) appendEntry(sparse, {static_cast<std::uint32_t>(i), static_cast<std::uint8_t>(out[i + 1])});
    return sparse;
}

std::int64_t estimate(std::string_view sketch) {
    std::array<std::size_t, rankMax + 1> counts{};
    if (isDense(sketch)) {
        for (std::size_t i = 1; i <= registers; ++i) ++counts[static_cast<std::uint8_t>(sketch[i])];
    } else {
        counts[0] = registers - entriesOf(sketch);
        for (std::size_t i = 0; i < entriesOf(sketch); ++i) ++counts[entryAt(sketch, i).rank];
    }
    if (counts[0] == registers) return 0;
    constexpr double m = static_cast<double>(registers);
    double z = m * tau(1 - static_cast<double>(counts[rankMax]) / m);
    for (unsigned k = rankMax - 1; k >= 1; --k) z = 0.5 * (z + static_cast<double>(counts[k]));
    z += m * sigma(static_cast<double>(counts[0]) / m);
    return std::llround(m * m / (2 * std::log(2.0) * z));
}

} // namespace weir::expr
