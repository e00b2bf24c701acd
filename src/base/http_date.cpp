// SPDX-License-Identifier: Apache-2.0
// The three date formats of HTTP (RFC 9110 section 5.6.7).
#include "base/calendar.hpp"
#include "base/clock.hpp"

namespace a2a {

using namespace calendar;

namespace {

constexpr std::array<std::string_view, 7> kDayNames{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> kLongDayNames{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonthNames{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// RFC 9110: a two-digit year that seems more than 50 years ahead is in the past.
int century_for(int two_digits)
{
    const auto today = std::chrono::year_month_day{std::chrono::floor<days>(wall_now())};
    const int this_year = int{today.year()};
    const int year = this_year - this_year % 100 + two_digits;
    return year > this_year + 50 ? year - 100 : year;
}

std::optional<Fields> scan_imf(std::string_view text) // Sun, 06 Nov 1994 08:49:37 GMT
{
    Scanner scanner{text};
    Fields fields;
    scanner.name(kDayNames);
    scanner.expect(", ");
    fields.day = scanner.digits(2);
    scanner.expect(" ");
    fields.month = static_cast<int>(scanner.name(kMonthNames)) + 1;
    scanner.expect(" ");
    fields.year = scanner.digits(4);
    scanner.expect(" ");
    scan_time(scanner, fields);
    scanner.expect(" GMT");
    return scanner.whole() ? std::optional{fields} : std::nullopt;
}

std::optional<Fields> scan_rfc850(std::string_view text) // Sunday, 06-Nov-94 08:49:37 GMT
{
    Scanner scanner{text};
    Fields fields;
    scanner.name(kLongDayNames);
    scanner.expect(", ");
    fields.day = scanner.digits(2);
    scanner.expect("-");
    fields.month = static_cast<int>(scanner.name(kMonthNames)) + 1;
    scanner.expect("-");
    fields.year = century_for(scanner.digits(2));
    scanner.expect(" ");
    scan_time(scanner, fields);
    scanner.expect(" GMT");
    return scanner.whole() ? std::optional{fields} : std::nullopt;
}

std::optional<Fields> scan_asctime(std::string_view text) // Sun Nov  6 08:49:37 1994
{
    Scanner scanner{text};
    Fields fields;
    scanner.name(kDayNames);
    scanner.expect(" ");
    fields.month = static_cast<int>(scanner.name(kMonthNames)) + 1;
    scanner.expect(" ");
    fields.day = scanner.skip(" ") ? scanner.digits(1) : scanner.digits(2);
    scanner.expect(" ");
    scan_time(scanner, fields);
    scanner.expect(" ");
    fields.year = scanner.digits(4);
    return scanner.whole() ? std::optional{fields} : std::nullopt;
}

} // namespace

std::string print_http_date(WallTime time)
{
    const Split split{time};
    std::string text;
    text.reserve(29);
    text += kDayNames[std::chrono::weekday{split.midnight}.c_encoding()];
    text += ", ";
    put(text, unsigned{split.date.day()}, 2);
    text += ' ';
    text += kMonthNames[unsigned{split.date.month()} - 1];
    text += ' ';
    put(text, int{split.date.year()}, 4);
    text += ' ';
    put_time(text, split);
    text += " GMT";
    return text;
}

std::optional<WallTime> parse_http_date(std::string_view text)
{
    for (const auto scan : {scan_imf, scan_rfc850, scan_asctime}) {
        if (const auto fields = scan(text)) return moment(*fields);
    }
    return std::nullopt;
}

} // namespace a2a
