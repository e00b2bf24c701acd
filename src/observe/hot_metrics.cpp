// SPDX-License-Identifier: Apache-2.0
#include "observe/hot_metrics.hpp"

#include "observe/families.hpp"

namespace a2a::observe {

namespace {

using Families = std::vector<prometheus::MetricFamily>;
using enum prometheus::MetricType;

constexpr std::array<std::string_view, kRefusalCount> kRefusals{"connections_max", "per_client",
                                                                "descriptors"};
constexpr std::array<std::string_view, kOverloadCount> kOverloads{"requests_max", "request_bytes_max",
                                                                  "queue_time_max"};
constexpr std::array<std::string_view, kDeadlineCount> kDeadlines{"keepalive", "header", "body", "write",
                                                                  "drain"};
constexpr std::array<std::string_view, kOperationCount> kOperations{
    "register", "update", "unregister", "get", "list", "search", "validate", "import"};

std::string status_label(std::size_t slot)
{
    return slot < kStatuses.size() ? std::to_string(kStatuses[slot]) : "other";
}

} // namespace

std::vector<prometheus::MetricFamily> HotMetrics::Collect() const
{
    Families families;
    collect_requests(families);
    collect_connections(families);
    collect_operations(families);
    return families;
}

void HotMetrics::collect_requests(Families& families) const
{
    Family requests{Counter, "registry_requests_total", "Requests answered."};
    Family durations{Histogram, "registry_request_duration_seconds",
                     "From a request's first byte to the last of its answer."};
    for (std::size_t route = 0; route < metrics_.routes_.size(); ++route) {
        const auto& [method, endpoint] = metrics_.routes_[route];
        bool answered = false;
        for (std::size_t slot = 0; slot < kStatusSlots; ++slot) {
            const auto count =
                sum([=](const WorkerStats& worker) { return worker.routes_[route].statuses[slot].value(); });
            // A known route is there from the start, so that rate() sees its first request.
            const bool expected = slot == 0 && route < metrics_.route_count_;
            if (count == 0 && !expected) continue;
            requests.add({{"method", method}, {"endpoint", endpoint}, {"status", status_label(slot)}}, count);
            answered = answered || count > 0;
        }
        if (!answered) continue;
        HistogramSum took;
        for (const auto& worker : metrics_.workers_) took.add(worker.routes_[route].took);
        durations.add({{"method", method}, {"endpoint", endpoint}}, took.exposed());
    }
    families.push_back(std::move(requests).take());
    if (!durations.empty()) families.push_back(std::move(durations).take());

    const auto totals = metrics_.totals();
    Family in_flight{Gauge, "registry_requests_in_flight", "Requests being read, handled or answered."};
    in_flight.add({}, static_cast<double>(totals.in_flight));
    families.push_back(std::move(in_flight).take());
    Family waiting{Gauge, "registry_waiting_requests", "Requests that let others pass on their worker."};
    waiting.add({}, static_cast<double>(totals.waiting));
    families.push_back(std::move(waiting).take());
    Family refused{Counter, "registry_requests_refused_total",
                   "Requests refused before they cost anything, by the limit that was reached."};
    for (std::size_t i = 0; i < kOverloadCount; ++i)
        refused.add({{"reason", kOverloads[i]}},
                    sum([=](const WorkerStats& worker) { return worker.overloads_[i].value(); }));
    families.push_back(std::move(refused).take());
    Family bytes_in{Counter, "registry_request_bytes_total", "Bytes of requests, header sections included."};
    bytes_in.add({}, sum([](const WorkerStats& worker) { return worker.bytes_in_.value(); }));
    families.push_back(std::move(bytes_in).take());
    Family bytes_out{Counter, "registry_response_bytes_total", "Bytes of answers, header sections included."};
    bytes_out.add({}, sum([](const WorkerStats& worker) { return worker.bytes_out_.value(); }));
    families.push_back(std::move(bytes_out).take());
}

void HotMetrics::collect_connections(Families& families) const
{
    Family open{Gauge, "registry_connections", "Connections open now."};
    open.add({}, static_cast<double>(metrics_.totals().connections));
    families.push_back(std::move(open).take());
    Family opened{Counter, "registry_connections_total", "Connections accepted."};
    opened.add({}, sum([](const WorkerStats& worker) { return worker.opened_.value(); }));
    families.push_back(std::move(opened).take());

    Family refused{Counter, "registry_connections_refused_total",
                   "Connections turned away, by the limit that was reached."};
    for (std::size_t i = 0; i < kRefusalCount; ++i)
        refused.add({{"reason", kRefusals[i]}},
                    sum([=](const WorkerStats& worker) { return worker.refused_[i].value(); }));
    families.push_back(std::move(refused).take());
    Family expired{Counter, "registry_deadlines_expired_total", "Connections ended by a deadline."};
    for (std::size_t i = 0; i < kDeadlineCount; ++i)
        expired.add({{"deadline", kDeadlines[i]}},
                    sum([=](const WorkerStats& worker) { return worker.expired_[i].value(); }));
    families.push_back(std::move(expired).take());
}

void HotMetrics::collect_operations(Families& families) const
{
    Family operations{Counter, "registry_agent_operations_total",
                      "Operations on agents, whatever protocol asked."};
    for (std::size_t i = 0; i < kOperationCount; ++i) {
        for (const bool success : {true, false}) {
            operations.add({{"operation", kOperations[i]}, {"status", success ? "success" : "error"}},
                           static_cast<double>(metrics_.operations_[i][success ? 1 : 0].value()));
        }
    }
    families.push_back(std::move(operations).take());
    HistogramSum took;
    took.add(metrics_.searches_);
    Family searches{Histogram, "registry_search_duration_seconds",
                    "Searches in the catalog, without rendering."};
    searches.add({}, took.exposed());
    families.push_back(std::move(searches).take());
}

} // namespace a2a::observe
