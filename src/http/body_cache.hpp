// SPDX-License-Identifier: Apache-2.0
// Rendered and compressed bodies, kept until they are the least recently used beyond a number
// of bytes.
#pragma once

#include "base/bytes.hpp"
#include "base/hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace a2a::http {

// Thread-safe. Keys name a version (target and ETag), so an entry is never stale, only unused.
class BodyCache {
public:
    explicit BodyCache(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    std::size_t bytes_max() const { return bytes_max_; }

    enum class Kind : char { rendered = 'r', compressed = 'z' };
    static std::string key(Kind kind, std::string_view target, std::string_view etag);

    std::optional<Bytes> find(std::string_view key);
    void put(std::string key, Bytes bytes);
    void erase(std::string_view key); // nobody will look for it again

    struct Figures {
        std::size_t bytes = 0;
        std::uint64_t hits = 0, misses = 0;
    };
    Figures figures(Kind kind) const;

private:
    struct Entry {
        std::string key;
        Bytes bytes;
    };
    static std::size_t cost(const Entry& entry);
    void drop(std::list<Entry>::iterator entry);
    Figures& figures_of(std::string_view key) { return key.front() == 'z' ? compressed_ : rendered_; }

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;
    std::list<Entry> by_use_; // guarded by mutex_, as all below; most recent first
    boost::unordered_flat_map<std::string_view, std::list<Entry>::iterator, SeededHash, TextEqual> by_key_;
    Figures rendered_, compressed_;
};

// One gzip member (RFC 1952), by libdeflate: three times zlib's speed at the same ratio.
Bytes gzip(std::string_view bytes);

} // namespace a2a::http
