// SPDX-License-Identifier: Apache-2.0
// One fuzz target: a function of one input that may be anything, and what it demands of the code.
//
// The same function is linked with libFuzzer (engine.cpp) and with a program that shows it the kept
// inputs (replay.cpp), so that what was found once is an ordinary test with any compiler.
#pragma once

#include <string_view>

namespace a2a::fuzz {

// Each file of targets/ defines it. Must not keep anything of the input.
void run(std::string_view input);

// Ends the process when the demand does not hold: under libFuzzer that keeps the input.
void must(bool holds, std::string_view demand);

// Runs the target and measures it: no input may cost more than kMillisecondsMax of this thread's own
// time. What other processes do to the machine's time is no fault of the input, and neither is one
// unlucky measurement: what seems slow is run three times, and the best of them counts.
inline constexpr double kMillisecondsMax = 50;
void run_measured(std::string_view input);

} // namespace a2a::fuzz
