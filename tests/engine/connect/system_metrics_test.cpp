// SPDX-License-Identifier: Apache-2.0
#include "collecting_sink.h"
#include "system_metrics_connector.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <map>

using namespace weir;
using namespace weir::testing;

namespace {

/// A machine whose /proc the test writes.
class Machine {
public:
    Machine() {
        EXPECT_TRUE(files.createDirectories("/proc/sys/kernel"));
        EXPECT_TRUE(files.createDirectories("/proc/net"));
        overwrite(files, "/proc/sys/kernel/hostname", "mill\n");
        cpu("cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 50 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 400 0 0 0 0 0 0\nintr 5\n");
        overwrite(files, "/proc/meminfo", "MemTotal:  1000 kB\nMemFree:  100 kB\nMemAvailable:  250 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
        disk(0, 0);
        network(0, 0);
    }
    void cpu(std::string_view text) { overwrite(files, "/proc/stat", text); }
    void disk(int sectorsRead, int sectorsWritten) {
        const auto figures = " 10 0 " + std::to_string(sectorsRead) + " 5 20 0 " + std::to_string(sectorsWritten) + " 5 0 0 0\n";
        overwrite(files, "/proc/diskstats", "   7 0 loop0" + figures + " 254 0 vda" + figures + " 254 1 vda1" + figures + " 259 0 nvme0n1" + figures + " 259 1 nvme0n1p1" + figures);
    }
    void network(int received, int sent) {
        overwrite(files, "/proc/net/dev", "Inter-|   Receive  |  Transmit\n face |bytes packets|bytes\n    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0\n  eth0:" + std::to_string(received) + " 1 0 0 0 0 0 0 " + std::to_string(sent) + " 1 0 0 0 0 0 0\n");
    }
    MemoryFileSystem files;
    FakeClock clock{1'795'341'600'000'000};
};

std::map<std::string, std::string> byKey(CollectingSink& sink) {
    std::map<std::string, std::string> out;
    for (const auto& record : sink.records) {
        const auto from = record.value.find("\"value\":") + 8;
        out[record.key] = record.value.substr(from, record.value.find(',', from) - from);
    }
    sink.records.clear();
    return out;
}

} // namespace

TEST(SystemMetrics, GivesSharesAndRatesBetweenTwoReadings) {
    Machine machine;
    SystemMetricsConnector connector({}, Milliseconds(100), machine.files, machine.clock);
    CollectingSink sink;
    ASSERT_TRUE(connector.open(""));
    EXPECT_EQ(connector.poll(sink, 100).value_or(-9), 100'000);
    EXPECT_EQ(byKey(sink), (std::map<std::string, std::string>{{"memory/used", "75"}})); // all else needs a difference

    machine.cpu("cpu  150 0 100 900 50 0 0 0 0 0\ncpu0 100 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 500 50 0 0 0 0 0\n");
    machine.disk(20, 40);
    machine.network(1000, 500);
    machine.clock.advance(Milliseconds(100));
    EXPECT_EQ(connector.poll(sink, 100).value_or(-9), 100'000);
    EXPECT_EQ(sink.records.front().value, R"({"host":"mill","metric":"cpu","item":"total","value":25,"ts":1795341600100})");
    EXPECT_EQ(byKey(sink), (std::map<std::string, std::string>{{"cpu/total", "25"},
                                                               {"cpu/cpu0", "100"},
                                                               {"cpu/cpu1", "0"},
                                                               {"memory/used", "75"},
                                                               {"disk/vda read", "102400"},
                                                               {"disk/vda write", "204800"},
                                                               {"disk/nvme0n1 read", "102400"},
                                                               {"disk/nvme0n1 write", "204800"},
                                                               {"network/eth0 rx", "10000"},
                                                               {"network/eth0 tx", "5000"}}));
}

TEST(SystemMetrics, WaitsForItsBeatAndLeavesMissedOnesOut) {
    Machine machine;
    SystemMetricsConnector connector({false, true, false, false}, Milliseconds(100), machine.files, machine.clock);
    CollectingSink sink;
    ASSERT_TRUE(connector.open(""));
    ASSERT_TRUE(connector.poll(sink, 100));
    machine.clock.advance(Milliseconds(60));
    EXPECT_NEAR(static_cast<double>(connector.poll(sink, 100).value_or(-9)), 40'000, 1);
    EXPECT_EQ(sink.records.size(), 1U);
    machine.clock.advance(Milliseconds(1000));
    EXPECT_EQ(connector.poll(sink, 100).value_or(-9), 100'000);
    EXPECT_EQ(sink.records.size(), 2U);
}

TEST(SystemMetrics, TakesACounterThatFellForANewOne) {
    Machine machine;
    machine.network(5000, 5000);
    SystemMetricsConnector connector({false, false, false, true}, Milliseconds(100), machine.files, machine.clock);
    CollectingSink sink;
    ASSERT_TRUE(connector.open(""));
    ASSERT_TRUE(connector.poll(sink, 100));
    machine.network(10, 6000);
    machine.clock.advance(Milliseconds(100));
    ASSERT_TRUE(connector.poll(sink, 100));
    EXPECT_EQ(byKey(sink), (std::map<std::string, std::string>{{"network/eth0 rx", "0"}, {"network/eth0 tx", "10000"}}));
}

TEST(SystemMetrics, SaysWhichFileIsMissing) {
    MemoryFileSystem files;
    const FakeClock clock;
    SystemMetricsConnector connector({}, Milliseconds(100), files, clock);
    CollectingSink sink;
    ASSERT_TRUE(connector.open(""));
    const auto polled = connector.poll(sink, 100);
    ASSERT_FALSE(polled);
    EXPECT_EQ(polled.error().code, Errc::NotFound);
}
