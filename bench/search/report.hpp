// SPDX-License-Identifier: Apache-2.0
// What was measured, as tables for people (Markdown) and as JSON for programs.
#pragma once

#include "search/classes.hpp"
#include "search/contention.hpp"
#include "search/measure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace a2a::bench {

struct ClassReport {
    QueryClass queries;
    Timing timing;
    std::optional<Timing> fts; // the same queries by SQLite
};

struct SizeReport {
    Fleet fleet;
    Filling filling;
    std::vector<ClassReport> classes;
    std::optional<Contention> quiet, written; // without and with writes
};

std::string markdown(const std::vector<SizeReport>& sizes);
std::string json(const std::vector<SizeReport>& sizes);

} // namespace a2a::bench
