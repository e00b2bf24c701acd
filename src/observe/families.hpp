// SPDX-License-Identifier: Apache-2.0
// Building prometheus families by hand, for what is not kept in a prometheus::Registry.
#pragma once

#include "observe/counters.hpp"

#include <prometheus/metric_family.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::observe {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

inline prometheus::ClientMetric labelled(Labels labels)
{
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : labels) metric.label.push_back({std::string{name}, std::string{value}});
    return metric;
}

// One family in the making.
class Family {
public:
    Family(prometheus::MetricType type, std::string_view name, std::string_view help)
        : family_{.name = std::string{name}, .help = std::string{help}, .type = type, .metric = {}}
    {
    }

    void add(Labels labels, double value)
    {
        auto& metric = family_.metric.emplace_back(labelled(labels));
        (family_.type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    }

    void add(Labels labels, const prometheus::ClientMetric::Histogram& histogram)
    {
        family_.metric.emplace_back(labelled(labels)).histogram = histogram;
    }

    bool empty() const { return family_.metric.empty(); }
    prometheus::MetricFamily take() && { return std::move(family_); }

private:
    prometheus::MetricFamily family_;
};

// Sums up histograms that were counted apart.
class HistogramSum {
public:
    template <class Counter>
    void add(const DurationHistogram<Counter>& histogram)
    {
        for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += histogram.bucket(i);
        nanoseconds_ += histogram.nanoseconds();
    }

    prometheus::ClientMetric::Histogram exposed() const;

private:
    std::array<std::uint64_t, kDurationBounds.size() + 1> buckets_{};
    std::uint64_t nanoseconds_ = 0;
};

} // namespace a2a::observe
