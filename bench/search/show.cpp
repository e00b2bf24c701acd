// SPDX-License-Identifier: Apache-2.0
#include "search/show.hpp"

#include <utility>

namespace a2a::bench::show {

double us(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

std::string time_us(double microseconds)
{
    const auto digits = [](double number) { return number < 10 ? 2 : number < 100 ? 1 : 0; };
    if (microseconds < 1000) return fixed(microseconds, digits(microseconds)) + " µs";
    return fixed(microseconds / 1000, digits(microseconds / 1000)) + " ms";
}

std::string time(std::chrono::nanoseconds time)
{
    return time_us(us(time));
}

std::string whole(double number)
{
    auto digits = fixed(number, number < 10 ? 1 : 0);
    if (number < 10 && digits.ends_with(".0")) digits.resize(digits.size() - 2);
    for (auto i = digits.size(); number >= 1000 && i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

std::string factor(double number)
{
    return fixed(number, 2) + 'x';
}

Table::Table(std::vector<std::string> columns)
{
    const std::vector<std::string> rule(columns.size(), "---");
    add(std::move(columns));
    add(rule);
}

void Table::add(std::vector<std::string> row)
{
    rows_.push_back(std::move(row));
}

std::string Table::text() const
{
    std::string text;
    for (const auto& row : rows_) {
        text += '|';
        for (const auto& cell : row) text.append(" ").append(cell).append(" |");
        text += '\n';
    }
    return text;
}

} // namespace a2a::bench::show
