// SPDX-License-Identifier: Apache-2.0
#include "target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace a2a::fuzz {
namespace {

constexpr int kTries = 3;
constexpr double kMillisecondsDoubted =
    kMillisecondsMax / 10; // measured again: what was made once is no cost

double milliseconds_of_thread()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double cost_of(std::string_view input)
{
    const auto began = milliseconds_of_thread();
    run(input);
    return milliseconds_of_thread() - began;
}

// Tells its figure when the process ends well.
struct Slowest {
    double milliseconds = 0;
    ~Slowest() { std::fprintf(stderr, "slowest input: %.3f ms\n", milliseconds); }
};

} // namespace

void must(bool holds, std::string_view demand)
{
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(demand.size()), demand.data());
    std::abort();
}

void run_measured(std::string_view input)
{
    static Slowest slowest;
    auto cost = cost_of(input);
    for (int tries = 1; cost > kMillisecondsDoubted && tries < kTries; ++tries)
        cost = std::min(cost, cost_of(input));
    slowest.milliseconds = std::max(slowest.milliseconds, cost);
    if (cost > kMillisecondsMax) std::fprintf(stderr, "%zu bytes cost %.1f ms\n", input.size(), cost);
    must(cost <= kMillisecondsMax, "an input costs at most 50 ms");
}

} // namespace a2a::fuzz
