// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace a2a {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr WallTime kMoment = sys_days{2026y / 11 / 23} + 14h + 55min + 1s + 123ms;

struct TimeCase {
    const char* name;
    std::string_view text;
    std::optional<WallTime> time;
};
void PrintTo(const TimeCase& c, std::ostream* out)
{
    *out << c.name;
}
const auto kNameOf = [](const auto& test) { return test.param.name; };

class Rfc3339 : public testing::TestWithParam<TimeCase> {};
TEST_P(Rfc3339, IsRead)
{
    EXPECT_EQ(parse_rfc3339(GetParam().text), GetParam().time);
}

INSTANTIATE_TEST_SUITE_P(
    Good, Rfc3339,
    testing::Values(TimeCase{"Utc", "2026-11-23T14:55:01.123Z", kMoment},
                    TimeCase{"LowerCase", "2026-11-23t14:55:01.123z", kMoment},
                    TimeCase{"Ahead", "2026-11-23T16:25:01.123+01:30", kMoment},
                    TimeCase{"BehindOverMidnight", "2026-11-22T23:55:01.123-15:00", kMoment},
                    TimeCase{"UnknownOffset", "2026-11-23T14:55:01.123-00:00", kMoment},
                    TimeCase{"ManyDigits", "2026-11-23T14:55:01.1239999999999Z", kMoment},
                    TimeCase{"OneDigit", "2026-11-23T14:55:01.1Z", kMoment - 23ms},
                    TimeCase{"NoFraction", "2026-11-23T14:55:01Z", kMoment - 123ms},
                    TimeCase{"LeapSecond", "2016-12-31T23:59:60Z", sys_days{2017y / 1 / 1} - 1s},
                    TimeCase{"LeapDay", "2024-02-29T00:00:00Z", sys_days{2024y / 2 / 29}},
                    TimeCase{"BeforeTheEpoch", "1969-12-31T23:59:59.999Z", WallTime{-1ms}}),
    kNameOf);

INSTANTIATE_TEST_SUITE_P(
    Bad, Rfc3339,
    testing::Values(
        TimeCase{"Empty", "", {}}, TimeCase{"NoOffset", "2026-11-23T14:55:01", {}},
        TimeCase{"DateOnly", "2026-11-23", {}}, TimeCase{"Blank", "2026-11-23 14:55:01Z", {}},
        TimeCase{"NoLeapDay", "2026-02-29T00:00:00Z", {}}, TimeCase{"Month13", "2026-13-01T00:00:00Z", {}},
        TimeCase{"Day0", "2026-01-00T00:00:00Z", {}}, TimeCase{"Hour24", "2026-11-23T24:00:00Z", {}},
        TimeCase{"Minute60", "2026-11-23T23:60:00Z", {}}, TimeCase{"Second61", "2026-11-23T23:59:61Z", {}},
        TimeCase{"OffsetHour24", "2026-11-23T14:55:01+24:00", {}},
        TimeCase{"OffsetMinute60", "2026-11-23T14:55:01+01:60", {}},
        TimeCase{"OffsetWithoutColon", "2026-11-23T14:55:01+0100", {}},
        TimeCase{"EmptyFraction", "2026-11-23T14:55:01.Z", {}},
        TimeCase{"Trailing", "2026-11-23T14:55:01Z ", {}}, TimeCase{"Signed", "+026-11-23T14:55:01Z", {}}),
    kNameOf);

TEST(Rfc3339, IsPrintedInUtcWithMilliseconds)
{
    EXPECT_EQ(print_rfc3339(kMoment), "2026-11-23T14:55:01.123Z");
    EXPECT_EQ(print_rfc3339(WallTime{}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(print_rfc3339(WallTime{-1ms}), "1969-12-31T23:59:59.999Z");
}

class HttpDate : public testing::TestWithParam<TimeCase> {};
TEST_P(HttpDate, IsRead)
{
    EXPECT_EQ(parse_http_date(GetParam().text), GetParam().time);
}

constexpr WallTime kRfcExample = sys_days{1994y / 11 / 6} + 8h + 49min + 37s;

INSTANTIATE_TEST_SUITE_P(
    Formats, HttpDate,
    testing::Values(TimeCase{"Imf", "Sun, 06 Nov 1994 08:49:37 GMT", kRfcExample},
                    TimeCase{"Rfc850", "Sunday, 06-Nov-94 08:49:37 GMT", kRfcExample},
                    TimeCase{"Asctime", "Sun Nov  6 08:49:37 1994", kRfcExample},
                    TimeCase{"AsctimeTwoDigitDay", "Wed Nov 16 08:49:37 1994", kRfcExample + 240h},
                    TimeCase{"OtherZone", "Sun, 06 Nov 1994 08:49:37 UTC", {}},
                    TimeCase{"LowerCase", "sun, 06 nov 1994 08:49:37 gmt", {}},
                    TimeCase{"UnknownDay", "Son, 06 Nov 1994 08:49:37 GMT", {}},
                    TimeCase{"OneDigitDay", "Sun, 6 Nov 1994 08:49:37 GMT", {}},
                    TimeCase{"Hour24", "Sun, 06 Nov 1994 24:49:37 GMT", {}},
                    TimeCase{"Feb30", "Sun, 30 Feb 1994 08:49:37 GMT", {}}, TimeCase{"Empty", "", {}},
                    TimeCase{"Rfc3339", "1994-11-06T08:49:37Z", {}}),
    kNameOf);

TEST(HttpDate, ReadsATwoDigitYearAsTheNearerCentury)
{
    const auto this_year =
        int{std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(wall_now())}.year()};
    for (const int ahead : {-49, 0, 50}) {
        const auto short_year = std::to_string(100 + (this_year + ahead) % 100).substr(1);
        const auto time = parse_http_date("Sunday, 06-Nov-" + short_year + " 08:49:37 GMT");
        ASSERT_TRUE(time);
        EXPECT_EQ(int{std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(*time)}.year()},
                  this_year + ahead);
    }
}

TEST(HttpDate, IsPrintedAsImfFixdate)
{
    EXPECT_EQ(print_http_date(kRfcExample), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(print_http_date(kMoment), "Mon, 23 Nov 2026 14:55:01 GMT") << "cut to seconds";
}

} // namespace
} // namespace a2a
