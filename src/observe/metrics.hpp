// SPDX-License-Identifier: Apache-2.0
// Every metric this server exports; nothing else in the tree makes one.
//
// Names are registry_<noun>_<unit>, counters end in _total, label values come from closed
// sets. tests/data/metrics.txt freezes names and labels. Three ways in:
//   - what each request counts: WorkerStats, one per worker, merged at a scrape;
//   - events that are rarer: the functions of Metrics, from any thread;
//   - levels that somebody else knows: asked for at a scrape, see on_scrape().
#pragma once

#include "observe/counters.hpp"
#include "observe/worker_stats.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::observe {

// The labels of a route: "GET", "/agents/{id}".
struct RouteLabel {
    std::string method;
    std::string endpoint;
};

// The labels of registry_info.
struct Identity {
    std::string version;
    std::string instance_id;
    std::string storage;
};

enum class Operation : std::uint8_t { register_, update, unregister, get, list, search, validate, import };
inline constexpr std::size_t kOperationCount = 8;

// What is asked for at every scrape.
struct Levels {
    struct Index {
        std::string_view name; // "skills"; of static life
        std::uint64_t values = 0;
    };
    struct Cache {
        std::string_view name; // "rendered"; of static life
        std::uint64_t bytes = 0;
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
    };

    std::uint64_t agents = 0;
    std::uint64_t card_bytes = 0; // of the stored cards
    std::uint64_t revision = 0;
    std::uint64_t waiting_writes = 0;
    std::uint64_t waiting_searches = 0; // long ones
    struct {
        std::uint64_t taken = 0;
        std::uint64_t refused = 0;
    } long_searches;
    bool read_only = false;
    bool ready = true;
    std::uint64_t journal_bytes = 0; // on disk
    double last_backup_seconds = 0;  // since the epoch; 0 = never
    std::vector<Index> indexes;
    std::vector<Cache> caches;
};

class Metrics {
public:
    explicit Metrics(const Identity& identity);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // Start-up only, once, before anything is counted for a route: which routes there are, and
    // how many workers serve them.
    void serve(std::vector<RouteLabel> routes, std::size_t workers);

    // Indexes of the routes given are those of answered(); these come on top of them.
    std::size_t unknown_path() const { return route_count_; }       // 404: no route has this path
    std::size_t unknown_method() const { return route_count_ + 1; } // 405 and 501: no route has this method
    std::size_t unreadable() const { return route_count_ + 2; }     // refused before there was a route

    WorkerStats& worker(std::size_t index) { return workers_[index]; }

    void operation(Operation operation, bool success) noexcept
    {
        operations_[static_cast<std::size_t>(operation)][success ? 1 : 0].add(1);
    }
    void searched(std::chrono::nanoseconds took) noexcept { searches_.observe(took); }
    void committed(std::chrono::nanoseconds took, std::size_t batch, bool success);

    // A limit that is in force from now on, by the name of its option.
    void limit(std::string_view option, double value);

    // Start-up only. `ask` runs on the thread that scrapes, any of them.
    void on_scrape(std::function<void(Levels&)> ask);

    // Everything, in the Prometheus text format 0.0.4.
    std::string scrape() const;
    static constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Of all workers since the start.
    struct Totals {
        std::uint64_t requests = 0;
        std::uint64_t nanoseconds = 0;
        std::uint64_t connections = 0; // open now
        std::uint64_t in_flight = 0;   // requests now
        std::uint64_t waiting = 0;     // of them, those that let others pass
    };
    Totals totals() const;

private:
    friend class HotMetrics;
    struct Cold;

    std::size_t route_count_ = 0;
    std::vector<RouteLabel> routes_;  // with the three above
    std::deque<WorkerStats> workers_; // a deque never moves them
    std::array<std::array<SharedCounter, 2>, kOperationCount> operations_;
    DurationHistogram<SharedCounter> searches_;
    std::vector<std::function<void(Levels&)>> asks_;
    std::unique_ptr<Cold> cold_;
};

} // namespace a2a::observe
