// SPDX-License-Identifier: Apache-2.0
// Families of what others know: the levels asked for at a scrape, and the kernel.
#pragma once

#include "observe/metrics.hpp"
#include "observe/process.hpp"

#include <prometheus/metric_family.h>

#include <vector>

namespace a2a::observe {

std::vector<prometheus::MetricFamily> families_of(const Levels& levels);
std::vector<prometheus::MetricFamily> families_of(const ProcessReading& process);

} // namespace a2a::observe
