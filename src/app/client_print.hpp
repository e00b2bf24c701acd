// SPDX-License-Identifier: Apache-2.0
// What the client verbs show: tables and sheets for people, one JSON text a line for programs.
//
// Cards are written by strangers. In what people see, everything that could move the cursor,
// colour the terminal or turn the direction of writing is replaced.
#pragma once

#include <a2a/client.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

// `text` on one line, harmless on a terminal, and at most `columns` characters long.
std::string printable(std::string_view text, std::size_t columns = 1000);

// Columns as wide as their widest cell, two spaces between them. The first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows);

std::string agents_table(const std::vector<client::Agent>& agents, const std::vector<double>& scores);
std::string agent_sheet(const client::Agent& agent);

// {"agent_card":…,"id":…,"revision":…,"registered_at":…,"updated_at":…}: what `import` reads.
std::string json_line(const client::Agent& agent);
std::string json_line(const client::Registered& registered);

// "error: <subject>: <what>", then a line for each issue.
void print_error(std::ostream& err, std::string_view subject, const Error& error);
void print_warnings(std::ostream& err, std::string_view subject, const std::vector<FieldIssue>& warnings);

} // namespace a2a
