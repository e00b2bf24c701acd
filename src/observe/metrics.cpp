// SPDX-License-Identifier: Apache-2.0
#include "observe/metrics.hpp"

#include "observe/hot_metrics.hpp"
#include "observe/levels.hpp"
#include "observe/process.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <iterator>
#include <sstream>

namespace a2a::observe {

namespace {

prometheus::Histogram::BucketBoundaries seconds_of_bounds()
{
    prometheus::Histogram::BucketBoundaries seconds;
    for (const auto bound : kDurationBounds)
        seconds.push_back(
            static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(bound).count()) / 1e6);
    return seconds;
}

// The two are read at different moments: never below zero.
std::uint64_t still_open(const OwnedCounter& begun, const OwnedCounter& ended)
{
    const auto count = ended.value();
    return std::max(begun.value(), count) - count;
}

} // namespace

// What is too rare to deserve anything but the library's own metrics.
struct Metrics::Cold {
    prometheus::Registry registry;

    prometheus::Histogram& commits = prometheus::BuildHistogram()
                                         .Name("registry_journal_commit_duration_seconds")
                                         .Help("Commits of the journal, each of a batch of writes.")
                                         .Register(registry)
                                         .Add({}, seconds_of_bounds());
    prometheus::Histogram& batches =
        prometheus::BuildHistogram()
            .Name("registry_journal_batch_writes")
            .Help("Writes in one commit.")
            .Register(registry)
            .Add({}, prometheus::Histogram::BucketBoundaries{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024});
    prometheus::Family<prometheus::Counter>& outcomes = prometheus::BuildCounter()
                                                            .Name("registry_journal_commits_total")
                                                            .Help("Commits of the journal.")
                                                            .Register(registry);
    prometheus::Counter& committed = outcomes.Add({{"status", "success"}});
    prometheus::Counter& failed = outcomes.Add({{"status", "error"}});
    prometheus::Family<prometheus::Gauge>& limits = prometheus::BuildGauge()
                                                        .Name("registry_limit")
                                                        .Help("Limits in force, by option; 0 = none.")
                                                        .Register(registry);
    prometheus::Family<prometheus::Gauge>& info =
        prometheus::BuildGauge().Name("registry_info").Help("Always 1; the labels tell.").Register(registry);
};

Metrics::Metrics(const Identity& identity) : cold_{std::make_unique<Cold>()}
{
    cold_->info
        .Add({{"version", identity.version},
              {"instance_id", identity.instance_id},
              {"storage", identity.storage}})
        .Set(1);
}

Metrics::~Metrics() = default;

void Metrics::serve(std::vector<RouteLabel> routes, std::size_t workers)
{
    route_count_ = routes.size();
    routes_ = std::move(routes);
    routes_.push_back({"any", "unknown"});     // unknown_path()
    routes_.push_back({"unknown", "any"});     // unknown_method()
    routes_.push_back({"unknown", "unknown"}); // unreadable()
    for (std::size_t i = 0; i < workers; ++i) workers_.emplace_back(routes_.size());
}

void Metrics::committed(std::chrono::nanoseconds took, std::size_t batch, bool success)
{
    cold_->commits.Observe(std::chrono::duration<double>{took}.count());
    cold_->batches.Observe(static_cast<double>(batch));
    (success ? cold_->committed : cold_->failed).Increment();
}

void Metrics::limit(std::string_view option, double value)
{
    cold_->limits.Add({{"name", std::string{option}}}).Set(value);
}

void Metrics::on_scrape(std::function<void(Levels&)> ask)
{
    asks_.push_back(std::move(ask));
}

std::string Metrics::scrape() const
{
    Levels levels;
    for (const auto& ask : asks_) ask(levels);

    auto families = HotMetrics{*this}.Collect();
    for (auto more : {cold_->registry.Collect(), families_of(levels), families_of(read_process())})
        std::ranges::move(more, std::back_inserter(families));
    std::ranges::sort(families, {}, &prometheus::MetricFamily::name);

    std::ostringstream text;
    prometheus::TextSerializer{}.Serialize(text, families);
    return std::move(text).str();
}

Metrics::Totals Metrics::totals() const
{
    Totals totals;
    for (const auto& worker : workers_) {
        totals.in_flight += still_open(worker.started_, worker.finished_);
        totals.waiting += still_open(worker.began_to_wait_, worker.ended_waiting_);
        totals.connections += still_open(worker.opened_, worker.closed_);
        for (const auto& route : worker.routes_) {
            for (std::size_t i = 0; i < route.took.kBuckets; ++i) totals.requests += route.took.bucket(i);
            totals.nanoseconds += route.took.nanoseconds();
        }
    }
    return totals;
}

} // namespace a2a::observe
