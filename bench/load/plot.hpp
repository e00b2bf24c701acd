// SPDX-License-Identifier: Apache-2.0
// Latency over rate, as a picture.
#pragma once

#include "load/plan.hpp"

#include <span>
#include <string>
#include <string_view>

namespace a2a::bench {

// One run at a fixed rate.
struct RatePoint {
    double rate = 0; // requests a second
    Tally tally;
};

// An SVG document. Latency has a logarithmic axis; a rate at which requests failed is marked.
std::string plot(std::string_view title, std::span<const RatePoint> points);

} // namespace a2a::bench
