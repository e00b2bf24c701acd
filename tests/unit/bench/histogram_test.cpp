// SPDX-License-Identifier: Apache-2.0
#include "cards/random.hpp"
#include "load/histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace a2a::bench {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

TEST(Histogram, AnEmptyOneAnswersZero)
{
    const Histogram histogram;
    EXPECT_EQ(histogram.count(), 0U);
    EXPECT_EQ(histogram.mean(), 0ns);
    EXPECT_EQ(histogram.max(), 0ns);
    EXPECT_EQ(histogram.quantile(0.99), 0ns);
}

TEST(Histogram, SmallValuesAreExact)
{
    Histogram histogram;
    for (int i = 1; i <= 100; ++i) histogram.record(nanoseconds{i});
    EXPECT_EQ(histogram.count(), 100U);
    EXPECT_EQ(histogram.quantile(0), 1ns);
    EXPECT_EQ(histogram.quantile(0.5), 50ns);
    EXPECT_EQ(histogram.quantile(0.99), 99ns);
    EXPECT_EQ(histogram.quantile(1), 100ns);
    EXPECT_EQ(histogram.mean(), 50ns);
}

TEST(Histogram, EveryValueIsReadBackAtMostOnePartIn128TooHigh)
{
    Random random{1};
    for (int i = 0; i < 20'000; ++i) {
        const nanoseconds value{static_cast<std::int64_t>(random.next() >> (24 + random.below(40)))};
        Histogram histogram;
        histogram.record(value);
        histogram.record(2'000'000s); // so that max() does not hide the bucket's end
        const auto read = histogram.quantile(0.5);
        ASSERT_GE(read, value);
        ASSERT_LE((read - value).count(), value.count() / 128) << value.count();
    }
}

TEST(Histogram, QuantilesAgreeWithSortedValues)
{
    Random random{7};
    std::vector<nanoseconds> values;
    Histogram histogram;
    for (int i = 0; i < 10'000; ++i) {
        values.emplace_back(1000 + static_cast<std::int64_t>(random.below(5'000'000)));
        histogram.record(values.back());
    }
    std::ranges::sort(values);
    for (const double share : {0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
        const auto exact = values[static_cast<std::size_t>(std::ceil(share * 10'000)) - 1];
        EXPECT_GE(histogram.quantile(share), exact) << share;
        EXPECT_LE(histogram.quantile(share), exact + exact / 128) << share;
    }
}

TEST(Histogram, MergingIsRecordingBoth)
{
    Histogram all, odd, even;
    for (int i = 0; i < 1000; ++i) {
        all.record(nanoseconds{i * 977});
        (i % 2 == 0 ? even : odd).record(nanoseconds{i * 977});
    }
    even.merge(odd);
    EXPECT_EQ(even.count(), all.count());
    EXPECT_EQ(even.mean(), all.mean());
    EXPECT_EQ(even.max(), all.max());
    for (const double share : {0.1, 0.5, 0.99}) EXPECT_EQ(even.quantile(share), all.quantile(share));
}

TEST(Histogram, TakesWhatIsOutOfRange)
{
    Histogram histogram;
    histogram.record(-5ns);
    histogram.record(std::chrono::hours{48});
    EXPECT_EQ(histogram.quantile(0.5), 0ns);
    EXPECT_EQ(histogram.max(), std::chrono::hours{48});
    EXPECT_LE(histogram.quantile(1), histogram.max());
}

} // namespace
} // namespace a2a::bench
