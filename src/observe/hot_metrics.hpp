// SPDX-License-Identifier: Apache-2.0
// What the workers counted, added up for one scrape.
#pragma once

#include "observe/metrics.hpp"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

namespace a2a::observe {

class HotMetrics : public prometheus::Collectable {
public:
    explicit HotMetrics(const Metrics& metrics) : metrics_{metrics} {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    template <class Read>
    double sum(Read read) const
    {
        std::uint64_t total = 0;
        for (const auto& worker : metrics_.workers_) total += read(worker);
        return static_cast<double>(total);
    }

    void collect_requests(std::vector<prometheus::MetricFamily>& families) const;
    void collect_connections(std::vector<prometheus::MetricFamily>& families) const;
    void collect_operations(std::vector<prometheus::MetricFamily>& families) const;

    const Metrics& metrics_;
};

} // namespace a2a::observe
