// SPDX-License-Identifier: Apache-2.0
// How many connections are open, in all and per client address, over all workers, and what their requests
// take.
#pragma once

#include "base/hash.hpp"
#include "http/address.hpp"
#include "http/limits.hpp"
#include "http/load.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>

namespace a2a::http {

enum class Admitted : unsigned char { yes, too_many_in_all, too_many_of_client };

// Thread-safe.
class Admission {
public:
    Admission(const Limits& limits, std::size_t workers) : limits_{limits}, load_{limits}, workers_{workers}
    {
    }

    Load& load() { return load_; }

    // Whether a worker with so many connections has taken more than its share of them.
    bool is_more_than_fair(std::size_t open) const { return open * workers_ > open_.load() + workers_; }

    Admitted enter(const std::string& client)
    {
        if (open_.fetch_add(1) >= limits_.connections && limits_.connections > 0) {
            open_.fetch_sub(1);
            return Admitted::too_many_in_all;
        }
        if (!is_counted(client)) return Admitted::yes;
        const std::lock_guard lock{mutex_};
        auto& count = by_client_[client];
        if (count >= limits_.connections_per_client) {
            open_.fetch_sub(1);
            return Admitted::too_many_of_client;
        }
        ++count;
        return Admitted::yes;
    }

    void leave(const std::string& client)
    {
        open_.fetch_sub(1);
        if (!is_counted(client)) return;
        const std::lock_guard lock{mutex_};
        const auto found = by_client_.find(client);
        if (--found->second == 0) by_client_.erase(found);
    }

private:
    // Behind a Unix socket everybody is called the same.
    bool is_counted(const std::string& client) const
    {
        return limits_.connections_per_client > 0 && client != kUnixPeer;
    }

    const Limits limits_;
    Load load_;
    const std::size_t workers_;
    std::atomic<std::size_t> open_{0};
    std::mutex mutex_;
    boost::unordered_flat_map<std::string, std::size_t, SeededHash, TextEqual>
        by_client_; // guarded by mutex_
};

// A connection's place; given back when it ends, however it ends.
class Place {
public:
    Place(Admission& admission, std::string client)
        : admission_{admission}, client_{std::move(client)}, admitted_{admission_.enter(client_)}
    {
    }
    ~Place()
    {
        if (admitted_ == Admitted::yes) admission_.leave(client_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    Admitted admitted() const { return admitted_; }

private:
    Admission& admission_;
    const std::string client_;
    const Admitted admitted_;
};

} // namespace a2a::http
