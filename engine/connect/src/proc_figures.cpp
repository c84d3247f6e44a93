// SPDX-License-Identifier: Apache-2.0
#include "proc_figures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace weir {
namespace {

std::string_view takeLine(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view takeWord(std::string_view& line) {
    const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
    line.remove_prefix(begin);
    const auto end = std::min(line.find_first_of(" \t"), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(end);
    return word;
}

std::uint64_t takeNumber(std::string_view& line) {
    const auto word = takeWord(line);
    std::uint64_t value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Whole devices that stand for hardware: "sda", not "sda1"; "nvme0n1", not "nvme0n1p2"; no loop, ram, zram, md, dm or sr.
bool isWholeDisk(std::string_view name) {
    for (const std::string_view prefix : {"loop", "ram", "zram", "md", "dm-", "sr", "fd", "nbd"})
        if (name.starts_with(prefix)) return false;
    if (name.empty()) return false;
    if (!name.starts_with("nvme") && !name.starts_with("mmcblk")) return !isDigit(name.back());
    while (!name.empty() && isDigit(name.back())) name.remove_suffix(1);
    return !name.empty() && name.back() != 'p';
}

/// A counter that fell began anew (the interface was removed and came back).
double grown(std::uint64_t now, std::uint64_t before) { return now >= before ? static_cast<double>(now - before) : 0; }
double rounded(double percent) { return std::round(std::clamp(percent, 0.0, 100.0) * 100) / 100; }

} // namespace

const ProcFigures::Counted* ProcFigures::Counters::find(std::string_view name) const {
    const auto it = std::find_if(before.begin(), before.end(), [&](const Counted& c) { return c.name == name; });
    return it == before.end() ? nullptr : &*it;
}

Result<std::string_view> ProcFigures::text(const char* path) {
    WEIR_TRY(auto file, m_files.open(path, OpenMode::Read));
    // /proc files have no size; they are read until nothing comes.
    std::size_t used = 0;
    for (;;) {
        if (m_text.size() < used + 4096) m_text.resize(used + 16384);
        WEIR_TRY(const auto got, file->readAt(static_cast<std::int64_t>(used), std::as_writable_bytes(std::span(m_text).subspan(used))));
        if (got == 0) return std::string_view(m_text).substr(0, used);
        used += got;
    }
}

std::string ProcFigures::hostname() {
    const auto name = text("/proc/sys/kernel/hostname");
    if (!name) return "localhost";
    auto line = *name;
    return std::string(takeLine(line));
}

Result<const std::vector<Figure>*> ProcFigures::read(std::int64_t nanos) {
    m_figures.clear();
    const double seconds = m_nanos < 0 ? 0 : static_cast<double>(nanos - m_nanos) / 1e9;
    m_nanos = nanos;
    if (m_choice.cpu) WEIR_CHECK(readCpu());
    if (m_choice.memory) WEIR_CHECK(readMemory());
    if (m_choice.disk) WEIR_CHECK(readDisk(seconds));
    if (m_choice.network) WEIR_CHECK(readNetwork(seconds));
    return &m_figures;
}

Result<> ProcFigures::readCpu() {
    WEIR_TRY(auto rest, text("/proc/stat"));
    m_cpu.turn();
    while (!rest.empty()) {
        auto line = takeLine(rest);
        const auto name = takeWord(line);
        if (!name.starts_with("cpu")) continue;
        // user nice system idle iowait irq softirq steal; guest time is part of user time.
        std::array<std::uint64_t, 8> ticks{};
        std::uint64_t all = 0;
        for (auto& tick : ticks) all += tick = takeNumber(line);
        m_cpu.now.push_back({name == "cpu" ? "total" : std::string(name), all - ticks[3] - ticks[4], all});
    }
    for (const auto& now : m_cpu.now) {
        const auto* before = m_cpu.find(now.name);
        if (before == nullptr) continue;
        const double all = grown(now.second, before->second);
        m_figures.push_back({"cpu", now.name, all > 0 ? rounded(grown(now.first, before->first) / all * 100) : 0});
    }
    return {};
}

Result<> ProcFigures::readMemory() {
    WEIR_TRY(auto rest, text("/proc/meminfo"));
    double total = 0;
    double available = 0;
    double swap = 0;
    double swapFree = 0;
    while (!rest.empty()) {
        auto line = takeLine(rest);
        const auto name = takeWord(line);
        const auto value = [&] { return static_cast<double>(takeNumber(line)); };
        if (name == "MemTotal:") total = value();
        if (name == "MemAvailable:") available = value();
        if (name == "SwapTotal:") swap = value();
        if (name == "SwapFree:") swapFree = value();
    }
    if (total > 0) m_figures.push_back({"memory", "used", rounded((total - available) / total * 100)});
    if (swap > 0) m_figures.push_back({"memory", "swap", rounded((swap - swapFree) / swap * 100)});
    return {};
}

Result<> ProcFigures::readDisk(double seconds) {
    constexpr std::uint64_t sectorBytes = 512; // the unit of diskstats, whatever the device's own
    WEIR_TRY(auto rest, text("/proc/diskstats"));
    m_disk.turn();
    while (!rest.empty()) {
        auto line = takeLine(rest);
        takeWord(line);
        takeWord(line);
        const auto name = takeWord(line);
        if (!isWholeDisk(name)) continue;
        takeNumber(line); // reads
        takeNumber(line); // merged
        const auto read = takeNumber(line);
        takeNumber(line); // ms
        takeNumber(line); // writes
        takeNumber(line); // merged
        const auto written = takeNumber(line);
        m_disk.now.push_back({std::string(name), read * sectorBytes, written * sectorBytes});
    }
    addRates("disk", m_disk, seconds, "read", "write");
    return {};
}

Result<> ProcFigures::readNetwork(double seconds) {
    WEIR_TRY(auto rest, text("/proc/net/dev"));
    m_network.turn();
    while (!rest.empty()) {
        auto line = takeLine(rest);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        auto head = line.substr(0, colon);
        line.remove_prefix(colon + 1);
        const auto name = takeWord(head);
        if (name == "lo") continue;
        const auto received = takeNumber(line);
        for (int i = 0; i < 7; ++i) takeNumber(line);
        m_network.now.push_back({std::string(name), received, takeNumber(line)});
    }
    addRates("network", m_network, seconds, "rx", "tx");
    return {};
}

void ProcFigures::addRates(std::string_view metric, const Counters& counters, double seconds, std::string_view first, std::string_view second) {
    if (seconds <= 0) return;
    for (const auto& now : counters.now) {
        const auto* before = counters.find(now.name);
        if (before == nullptr) continue;
        const auto add = [&](std::string_view what, double bytes) {
            m_figures.push_back({metric, now.name + " " + std::string(what), std::round(bytes / seconds)});
        };
        add(first, grown(now.first, before->first));
        add(second, grown(now.second, before->second));
    }
}

} // namespace weir
