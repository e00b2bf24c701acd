// SPDX-License-Identifier: Apache-2.0
#include "http/field_section.hpp"

#include "base/text.hpp"
#include "http/syntax.hpp"

#include <algorithm>

namespace a2a::http {
namespace {

// True when Beast has to see it, too: it has an opinion on how the message is framed and what
// becomes of the connection.
bool look_at(const Field& field, DecidingFields& seen)
{
    const auto is = [&](std::string_view name) {
        return field.name.size() == name.size() && text::equal_ignoring_ascii_case(field.name, name);
    };
    if (is("host")) {
        ++seen.hosts;
        seen.host = field.value;
        seen.host_is_valid = is_valid_host(field.value);
        return false;
    }
    if (is("content-length")) {
        ++seen.lengths;
        seen.length = field.value;
    } else if (is("transfer-encoding")) {
        ++seen.codings;
        seen.coding = field.value;
    } else if (is("connection")) {
        seen.close = seen.close || has_token(field.value, "close");
        seen.keep_alive = seen.keep_alive || has_token(field.value, "keep-alive");
    } else if (is("expect")) {
        const bool is_continue = text::equal_ignoring_ascii_case(field.value, "100-continue");
        seen.expects_continue = seen.expects_continue || is_continue;
        seen.expects_else = seen.expects_else || (!is_continue && !field.value.empty());
    } else {
        return is("proxy-connection");
    }
    return true;
}

Field field_of(std::string_view line)
{
    line.remove_suffix(kLineEnd.size());
    const auto colon = std::min(line.find(':'), line.size());
    return {line.substr(0, colon), trim(line.substr(std::min(colon + 1, line.size())))};
}

} // namespace

std::string_view take_line(std::string_view& lines)
{
    const auto line = lines.substr(0, std::min(lines.find('\n'), lines.size() - 1) + 1);
    lines.remove_prefix(line.size());
    return line;
}

DecidingFields read_fields(std::string_view lines, Fields& fields)
{
    DecidingFields seen;
    fields.clear();
    for (auto line = take_line(lines); line.size() > kLineEnd.size(); line = take_line(lines)) {
        const auto field = field_of(line);
        fields.push_back(field);
        if (look_at(field, seen)) seen.lines.insert(seen.lines.end(), line.begin(), line.end());
    }
    return seen;
}

} // namespace a2a::http
