// SPDX-License-Identifier: Apache-2.0
// Figures and Markdown tables for people.
#pragma once

#include "load/fixed.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace a2a::bench::show {

double us(std::chrono::nanoseconds time);
std::string time(std::chrono::nanoseconds time); // "12 µs", "3.4 ms"
std::string time_us(double microseconds);
std::string whole(double number);  // "12,345"
std::string factor(double number); // "2.31x"
using bench::fixed;

class Table {
public:
    explicit Table(std::vector<std::string> columns);
    void add(std::vector<std::string> row);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_; // the titles first
};

} // namespace a2a::bench::show
