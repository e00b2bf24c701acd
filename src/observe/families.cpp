// SPDX-License-Identifier: Apache-2.0
#include "observe/families.hpp"

#include <limits>

namespace a2a::observe {

prometheus::ClientMetric::Histogram HistogramSum::exposed() const
{
    prometheus::ClientMetric::Histogram histogram;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        histogram.sample_count += buckets_[i];
        // From whole microseconds, so that a bound prints as people write it.
        const auto bound =
            i < kDurationBounds.size()
                ? static_cast<double>(
                      std::chrono::duration_cast<std::chrono::microseconds>(kDurationBounds[i]).count()) /
                      1e6
                : std::numeric_limits<double>::infinity();
        histogram.bucket.push_back({histogram.sample_count, bound});
    }
    histogram.sample_sum = static_cast<double>(nanoseconds_) / 1e9;
    return histogram;
}

} // namespace a2a::observe
