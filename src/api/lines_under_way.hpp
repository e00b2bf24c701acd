// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/import_line.hpp"
#include "http/task.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace a2a::api {

// Lines on their way through the writer. They go there at once, so that the next ones can be
// read and judged meanwhile, and whatever waits when a commit ends is one batch.
class LinesUnderWay {
public:
    // On the worker's thread, whose executor it is.
    LinesUnderWay(Registry& registry, Caller caller, std::vector<ImportLine> lines, http::Executor executor);

    std::size_t size() const { return size_; }

    // Waits, on the worker, until each has its outcome.
    http::Task<std::vector<ImportLine>> outcomes();

private:
    struct State;
    std::size_t size_;
    std::shared_ptr<State> state_; // shared with whoever answers
};

} // namespace a2a::api
