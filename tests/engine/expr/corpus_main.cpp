// SPDX-License-Identifier: Apache-2.0
// expr_corpus eval --corpus FILE: `weir eval` without the rest of weir, for tests/expressions/run.py.
#include "weir/expr/corpus.h"

#include <fstream>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
    if (argc != 4 || std::string_view(argv[1]) != "eval" || std::string_view(argv[2]) != "--corpus") {
        std::cerr << "Usage: expr_corpus eval --corpus FILE\n";
        return 2;
    }
    std::ifstream file(argv[3]);
    if (!file) {
        std::cerr << argv[3] << ": can't be read\n";
        return 1;
    }
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) std::cout << weir::expr::evaluateCorpusLine(line) << std::endl;
    return 0;
}
