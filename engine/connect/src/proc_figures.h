// SPDX-License-Identifier: Apache-2.0
// ProcFigures: what Linux tells of this machine in /proc, as counters, and two readings as figures for people.
// Shape    shares in percent (0 to 100), rates in bytes a second. A device or core that was not there before has no rate yet.
// Source   man 5 proc: stat, meminfo, diskstats, net/dev.
// Threads  one owner.
#pragma once

#include "weir/core/file_system.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct Figure {
    std::string_view metric; ///< "cpu", "memory", "disk", "network"
    std::string item;        ///< "cpu0", "total"; "used", "swap"; "sda read"; "eth0 rx"
    double value = 0;
};

struct MetricChoice {
    bool cpu = true;
    bool memory = true;
    bool disk = true;
    bool network = true;
};

class ProcFigures {
public:
    ProcFigures(FileSystem& files, MetricChoice choice) : m_files(files), m_choice(choice) {}
    std::string hostname();
    /// What happened since the last call; the first one gives what needs no difference. Valid until the next call.
    Result<const std::vector<Figure>*> read(std::int64_t nanos);

private:
    /// Two running totals of one thing, from the last reading.
    struct Counted {
        std::string name;
        std::uint64_t first = 0;
        std::uint64_t second = 0;
    };
    struct Counters {
        std::vector<Counted> before;
        std::vector<Counted> now;
        void turn() {
            before.swap(now);
            now.clear();
        }
        const Counted* find(std::string_view name) const;
    };
    Result<std::string_view> text(const char* path);
    Result<> readCpu();
    Result<> readMemory();
    Result<> readDisk(double seconds);
    Result<> readNetwork(double seconds);
    void addRates(std::string_view metric, const Counters& counters, double seconds, std::string_view first, std::string_view second);

    FileSystem& m_files;
    MetricChoice m_choice;
    std::string m_text;
    std::int64_t m_nanos = -1;
    Counters m_cpu; ///< busy and all ticks
    Counters m_disk;
    Counters m_network;
    std::vector<Figure> m_figures;
};

} // namespace weir
