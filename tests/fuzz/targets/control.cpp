// SPDX-License-Identifier: Apache-2.0
// The negative control: a target with the faults that the programs around targets must notice.
#include "target.hpp"

#include <cstdlib>
#include <ctime>
#include <memory>
#include <stdexcept>

namespace a2a::fuzz {
namespace {

void work_for_80_ms()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    const auto began = now;
    const auto spent = [&] {
        return (now.tv_sec - began.tv_sec) * 1'000 + (now.tv_nsec - began.tv_nsec) / 1'000'000;
    };
    while (spent() < 80) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
}

} // namespace

void run(std::string_view input)
{
    must(input != "false", "the input is not 'false'");
    if (input == "throw") throw std::runtime_error{"thrown on input"};
    if (input == "slow") work_for_80_ms();
}

} // namespace a2a::fuzz
