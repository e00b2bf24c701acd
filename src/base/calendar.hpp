// SPDX-License-Identifier: Apache-2.0
// What the formats of clock.hpp share. By hand on purpose: strptime and std::get_time obey
// the locale, and GCC 12 has no std::chrono::parse.
#pragma once

#include "base/clock.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a2a::calendar {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads a text from left to right; the first thing that does not fit spoils the whole.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    bool whole() const { return ok_ && rest_.empty(); }

    bool skip(std::string_view expected)
    {
        const bool fits = rest_.starts_with(expected);
        if (fits) rest_.remove_prefix(expected.size());
        return fits;
    }

    void expect(std::string_view expected) { ok_ = skip(expected) && ok_; }

    // Exactly `count` digits.
    int digits(std::size_t count)
    {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!next_is_digit()) {
                ok_ = false;
                return 0;
            }
            value = value * 10 + take_digit();
        }
        return value;
    }

    // At least one digit of a fraction; those beyond the third are dropped.
    milliseconds fraction()
    {
        if (!next_is_digit()) ok_ = false;
        int value = 0;
        int scale = 100;
        for (; next_is_digit(); scale /= 10) value += take_digit() * scale;
        return milliseconds{value};
    }

    // Which of the names comes next.
    template <std::size_t N>
    unsigned name(const std::array<std::string_view, N>& names)
    {
        for (unsigned i = 0; i < N; ++i) {
            if (skip(names[i])) return i;
        }
        ok_ = false;
        return 0;
    }

private:
    bool next_is_digit() const { return !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }

    int take_digit()
    {
        const int digit = rest_[0] - '0';
        rest_.remove_prefix(1);
        return digit;
    }

    std::string_view rest_;
    bool ok_ = true;
};

struct Fields {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

inline void scan_time(Scanner& scanner, Fields& fields)
{
    fields.hour = scanner.digits(2);
    scanner.expect(":");
    fields.minute = scanner.digits(2);
    scanner.expect(":");
    fields.second = scanner.digits(2);
}

// The moment the fields name in UTC; a leap second is read as the second before.
inline std::optional<WallTime> moment(const Fields& fields)
{
    const std::chrono::year_month_day date{std::chrono::year{fields.year},
                                           std::chrono::month{static_cast<unsigned>(fields.month)},
                                           std::chrono::day{static_cast<unsigned>(fields.day)}};
    if (!date.ok() || fields.hour > 23 || fields.minute > 59 || fields.second > 60) return std::nullopt;
    const int second = fields.second == 60 ? 59 : fields.second;
    return std::chrono::sys_days{date} + hours{fields.hour} + minutes{fields.minute} + seconds{second};
}

inline void put(std::string& text, std::int64_t value, int width)
{
    std::array<char, 20> reversed{};
    std::size_t count = 0;
    for (; value > 0 || width > 0; value /= 10, --width)
        reversed[count++] = static_cast<char>('0' + value % 10);
    while (count > 0) text += reversed[--count];
}

struct Split {
    explicit Split(WallTime time)
        : midnight{std::chrono::floor<days>(time)}, date{midnight}, of_day{time - midnight}
    {
    }

    std::chrono::sys_days midnight;
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<milliseconds> of_day;
};

inline void put_time(std::string& text, const Split& split)
{
    put(text, split.of_day.hours().count(), 2);
    text += ':';
    put(text, split.of_day.minutes().count(), 2);
    text += ':';
    put(text, split.of_day.seconds().count(), 2);
}

} // namespace a2a::calendar
