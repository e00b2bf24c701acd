// SPDX-License-Identifier: Apache-2.0
#include "observe/rates.hpp"

#include <gtest/gtest.h>

namespace a2a::observe {
namespace {

using namespace std::chrono_literals;

// `seconds` ticks, each after 10 requests of 2 ms.
void run(Rates& rates, Metrics::Totals& totals, Rates::Time& now, int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        totals.requests += 10;
        totals.nanoseconds += 20'000'000;
        rates.tick(totals, now += 1s);
    }
}

TEST(Rates, AreZeroBeforeAnythingWasSeen)
{
    Rates rates;
    EXPECT_EQ(rates.read().requests_per_second, 0);
    rates.tick({.requests = 5, .nanoseconds = 5}, Rates::Time{});
    EXPECT_EQ(rates.read().requests_per_second, 0) << "one look makes no rate";
    EXPECT_EQ(rates.read().average_response_seconds, 0);
}

TEST(Rates, CoverTheTimeSinceTheStartWhenThatIsShort)
{
    Rates rates;
    Metrics::Totals totals;
    Rates::Time now{};
    rates.tick(totals, now);
    run(rates, totals, now, 3);
    EXPECT_DOUBLE_EQ(rates.read().requests_per_second, 10);
    EXPECT_DOUBLE_EQ(rates.read().average_response_seconds, 0.002);
}

TEST(Rates, ForgetWhatIsOlderThanAMinute)
{
    Rates rates;
    Metrics::Totals totals{.requests = 0, .nanoseconds = 0};
    Rates::Time now{};
    rates.tick(totals, now);
    totals = {.requests = 1'000'000, .nanoseconds = 1}; // a burst in the first second
    rates.tick(totals, now += 1s);
    run(rates, totals, now, 59);
    EXPECT_NEAR(rates.read().requests_per_second, (1'000'000 + 590) / 60.0, 1e-6);
    run(rates, totals, now, 1);
    EXPECT_DOUBLE_EQ(rates.read().requests_per_second, 10);
    run(rates, totals, now, 500);
    EXPECT_DOUBLE_EQ(rates.read().requests_per_second, 10);
}

TEST(Rates, UseTheRealTimeBetweenLateTicks)
{
    Rates rates;
    rates.tick({}, Rates::Time{});
    rates.tick({.requests = 40, .nanoseconds = 40}, Rates::Time{} + 4s);
    EXPECT_DOUBLE_EQ(rates.read().requests_per_second, 10);
}

} // namespace
} // namespace a2a::observe
