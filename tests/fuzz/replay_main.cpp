// SPDX-License-Identifier: Apache-2.0
// fuzz_<target>_replay MUTANTS FOLDER…: a fuzz target without libFuzzer. Runs every file of the folders, then MUTANTS
// damaged copies of them: bytes changed, dropped, doubled, two files crossed. The same every time.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()); }

std::string damaged(const std::vector<std::string>& inputs, std::mt19937_64& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random() % n); };
    std::string text = inputs[below(inputs.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
        const auto at = below(text.size() + 1);
        const auto length = std::min(text.size() - at, 1 + below(12));
        switch (below(5)) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, text.substr(below(text.size() + 1), length)); break;
        case 2:
            if (at < text.size()) text[at] = static_cast<char>(below(256));
            break;
        case 3: {
            const auto& other = inputs[below(inputs.size())];
            text.insert(at, other.substr(below(other.size() + 1), 1 + below(40)));
            break;
        }
        default: text.insert(at, 1, "()[]{},:'\"\\$%-+0e.\n"[below(19)]); break;
        }
    }
    return text;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("Usage: fuzz_<target>_replay MUTANTS FOLDER…\n", stderr);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (int i = 2; i < argc; ++i)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i]))
            if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> inputs;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        run(inputs.back());
    }
    if (inputs.empty()) {
        std::fputs("The corpus is empty.\n", stderr);
        return 1;
    }
    std::mt19937_64 random(1);
    const long mutants = std::atol(argv[1]);
    for (long i = 0; i < mutants; ++i) run(damaged(inputs, random));
    std::printf("%zu files and %ld damaged copies\n", inputs.size(), mutants);
    return 0;
}
