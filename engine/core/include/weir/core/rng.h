// SPDX-License-Identifier: Apache-2.0
// Rng: randomness as an interface; SplitMix64 is the seeded one that tests, generators and samplers use.
#pragma once

#include <cstdint>

namespace weir {

class Rng {
public:
    virtual ~Rng() = default;
    virtual std::uint64_t next() = 0;
    /// Uniform in [0, bound), bound > 0.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
};

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators" (OOPSLA 2014). Same seed, same sequence.
class SplitMix64 final : public Rng {
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() override {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

private:
    std::uint64_t m_state;
};

} // namespace weir
