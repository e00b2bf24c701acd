// SPDX-License-Identifier: Apache-2.0
// The list of all agents, in chunks whose bytes are kept, one for each group of the catalog's roll:
// a write makes one chunk anew, not the list, and no agent of the others is looked at. Chunks are
// compressed apart too, and joined into one gzip member (RFC 1952): some clients read only the first
// of several.
#pragma once

#include "catalog/catalog.hpp"
#include "http/body_cache.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

namespace a2a::api {

// Thread-safe. Where several ask for what is not made yet, one makes it and the others wait.
class WholeList {
public:
    // The cache must outlive this and every body that was made. `bytes_max`: no list above it is kept whole.
    WholeList(http::BodyCache& cache, std::size_t bytes_max) : cache_{cache}, bytes_max_{bytes_max} {}

    struct List {
        Revision revision = 0;
        http::Body plain, gzipped; // the second made when it is needed
    };
    struct Wanted {
        Revision not_before = 0;
        std::size_t agents_max = 0;
        std::string_view history; // lives as long as the process
    };

    // As render_list of all agents; nothing when there are more than may be.
    std::optional<List> of(const Catalog& catalog, const Wanted& wanted);

private:
    // The bytes of a group, by a number that no other chunk ever had.
    struct Chunk {
        std::uint64_t number = 0; // 0: nobody is left in the group
        bool begins_list = false; // or a comma stands before it
    };
    struct Made;
    static List list_of(std::shared_ptr<const Made> made);
    std::shared_ptr<const Made> make(const Roll& roll, std::string_view history) const;
    void follow(Roll roll);
    void erase(const Chunk& chunk);

    http::BodyCache& cache_;
    const std::size_t bytes_max_;
    std::mutex mutex_;
    std::uint64_t chunks_numbered_ = 0; // guarded by mutex_, as all below
    Roll roll_;
    std::vector<Chunk> chunks_;        // of the roll, by group
    std::shared_ptr<const Made> last_; // of the roll; null when it is too large
};

} // namespace a2a::api
