// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include "base/calendar.hpp"

namespace a2a {

using namespace calendar;

namespace {

// "Z" or "+01:30": how far local time is ahead of UTC.
minutes scan_offset(Scanner& scanner, bool& valid)
{
    if (scanner.skip("Z") || scanner.skip("z")) return minutes{0};
    const bool behind = scanner.skip("-");
    if (!behind) scanner.expect("+");
    const int hour = scanner.digits(2);
    scanner.expect(":");
    const int minute = scanner.digits(2);
    valid = hour <= 23 && minute <= 59;
    const auto offset = hours{hour} + minutes{minute};
    return behind ? -offset : offset;
}

} // namespace

WallTime wall_now()
{
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

std::string print_rfc3339(WallTime time)
{
    const Split split{time};
    std::string text;
    text.reserve(24);
    put(text, int{split.date.year()}, 4);
    text += '-';
    put(text, unsigned{split.date.month()}, 2);
    text += '-';
    put(text, unsigned{split.date.day()}, 2);
    text += 'T';
    put_time(text, split);
    text += '.';
    put(text, split.of_day.subseconds().count(), 3);
    text += 'Z';
    return text;
}

std::optional<WallTime> parse_rfc3339(std::string_view text)
{
    Scanner scanner{text};
    Fields fields;
    fields.year = scanner.digits(4);
    scanner.expect("-");
    fields.month = scanner.digits(2);
    scanner.expect("-");
    fields.day = scanner.digits(2);
    if (!scanner.skip("t")) scanner.expect("T");
    scan_time(scanner, fields);
    const auto fraction = scanner.skip(".") ? scanner.fraction() : milliseconds{0};
    bool offset_valid = true;
    const auto offset = scan_offset(scanner, offset_valid);
    if (!scanner.whole() || !offset_valid) return std::nullopt;

    const auto local = moment(fields);
    if (!local) return std::nullopt;
    return *local + fraction - offset;
}

} // namespace a2a
