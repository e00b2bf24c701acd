// SPDX-License-Identifier: Apache-2.0
// What the requests under way take, over all workers: how many there are that cost something,
// and how many bytes are held of their bodies.
#pragma once

#include "http/limits.hpp"

#include <atomic>
#include <cstddef>

namespace a2a::http {

// Thread-safe.
class Load {
public:
    explicit Load(const Limits& limits) : limits_{limits} {}

    bool has_room_for_request() const { return requests_.load() < limits_.requests; }
    bool has_room_for(std::size_t bytes, std::size_t most) const
    {
        const auto held = bytes_.load();
        return held <= most && bytes <= most - held;
    }
    // How much all bodies together may take when one of this kind comes: those that anybody may send
    // (searches, validation) leave half of it to writers.
    std::size_t bytes_max(bool is_open) const
    {
        return is_open ? limits_.request_bytes / 2 : limits_.request_bytes;
    }

private:
    friend class UnderWay;
    friend class HeldBytes;

    const Limits limits_;
    std::atomic<std::size_t> requests_{0};
    std::atomic<std::size_t> bytes_{0};
};

// Counts a request while it lives: from when all of it has come until it is answered.
class UnderWay {
public:
    explicit UnderWay(Load& load) : load_{load} { load_.requests_.fetch_add(1); }
    ~UnderWay() { load_.requests_.fetch_sub(1); }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;

private:
    Load& load_;
};

// What one connection holds of a body that did not come with its head.
class HeldBytes {
public:
    explicit HeldBytes(Load& load) : load_{load} {}
    ~HeldBytes() { release(); }
    HeldBytes(const HeldBytes&) = delete;
    HeldBytes& operator=(const HeldBytes&) = delete;

    // False, and nothing more is held, when all bodies together would take more than they may.
    bool grow(std::size_t bytes, bool is_open)
    {
        if (load_.bytes_.fetch_add(bytes) + bytes > load_.bytes_max(is_open)) {
            load_.bytes_.fetch_sub(bytes);
            return false;
        }
        held_ += bytes;
        return true;
    }
    void release()
    {
        if (held_ > 0) load_.bytes_.fetch_sub(held_);
        held_ = 0;
    }

private:
    Load& load_;
    std::size_t held_ = 0;
};

} // namespace a2a::http
