// SPDX-License-Identifier: Apache-2.0
#include "http/head_reader.hpp"

namespace a2a::http {

std::optional<Refusal> HeadReader::read(std::string_view section)
{
    const auto line = take_line(section); // what is left are the fields
    head_.request.body = {};
    const bool are_known = is_good_ && section == lines_;
    if (are_known && line == line_) return std::nullopt;
    if (!are_known) {
        lines_ = section;
        seen_ = read_fields(lines_, head_.request.fields);
    }
    line_ = line;
    auto refusal = read_line(line_, seen_, head_);
    is_good_ = !refusal;
    return refusal;
}

void HeadReader::forget()
{
    std::string{}.swap(line_);
    std::string{}.swap(lines_);
    seen_ = {};
    head_ = {};
    is_good_ = false;
}

} // namespace a2a::http
