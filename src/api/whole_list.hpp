// SPDX-License-Identifier: Apache-2.0
// The list of all agents, in chunks of some hundreds whose bytes are kept: a write makes one chunk
// anew, not the list. Chunks are compressed apart too, and joined into one gzip member
// (RFC 1952): some clients read only the first of several.
//
// Where a chunk ends depends on the agent that follows alone, so that agents which come and go
// leave all other chunks as they are.
#pragma once

#include "catalog/query.hpp"
#include "http/body_cache.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>

namespace a2a::api {

// Thread-safe.
class WholeList {
public:
    // The cache must outlive this and every body that was made. `bytes_max`: no list above it is kept whole.
    WholeList(http::BodyCache& cache, std::size_t bytes_max) : cache_{cache}, bytes_max_{bytes_max} {}

    struct Bodies {
        http::Body plain, gzipped; // the second made when it is needed
    };

    // The list as it was made for a revision, if that was the last one.
    std::optional<Bodies> made_for(Revision revision) const;

    // As render_list of all agents in their order of registration, who are `hits`. `history` must live as
    // long as the process.
    Bodies make(Revision revision, std::span<const RecordPtr> hits, std::string_view history);

private:
    struct Made;
    static Bodies bodies_of(std::shared_ptr<const Made> made);

    http::BodyCache& cache_;
    const std::size_t bytes_max_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Made> last_; // guarded by mutex_
};

} // namespace a2a::api
