// SPDX-License-Identifier: Apache-2.0
// The spelling of option values: text in, text out. A parse function answers nothing when
// the text is no such value; ranges are the rows' business.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::config {

// As pydantic takes them, in any case: true/false, t/f, yes/no, y/n, on/off, 1/0.
std::optional<bool> parse_bool(std::string_view text);
std::string print_bool(bool value);

// Decimal digits, nothing else.
std::optional<std::uint64_t> parse_count(std::string_view text);

// "16384", "64KiB", "1MiB", "2GiB"; the unit in any case.
std::optional<std::uint64_t> parse_bytes(std::string_view text);
std::string print_bytes(std::uint64_t bytes);

// "5" is seconds; "500ms", "5s", "2m", "1h".
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
std::string print_duration(std::chrono::milliseconds duration);

// "a, b,c"; empty ones are left out.
std::vector<std::string> parse_list(std::string_view text);
std::string print_list(const std::vector<std::string>& values);

// "10.1.2.3", "fd00::/8".
bool is_network(std::string_view text);

// The same, or "unix": whoever comes through a Unix socket.
bool is_proxy(std::string_view text);

// "0660", "666": what chmod takes for a file's permissions.
std::optional<unsigned> parse_mode(std::string_view text);
bool is_mode(std::string_view text);

// 127.0.0.0/8, ::1 and "localhost".
bool is_loopback(std::string_view host);

// "https://example.org:8443", without a path, or "*".
bool is_origin(std::string_view text);

// "127.0.0.1:8000", "[::1]:8000", "unix:/path"; of the second kind also none.
bool is_listen_address(std::string_view text);
bool is_admin_address(std::string_view text);

// At most 128 printable ASCII characters.
bool is_label(std::string_view text);

// What the kernel may take for a path; of the second kind not none.
bool is_path(std::string_view text);
bool is_data_dir(std::string_view text);

// As one line: what ends it, or would garble a terminal, stands as '?'.
std::string harmless(std::string text);

// "must be …, not 'abc'": the value is cut, and harmless.
std::string must_be(std::string_view expected, std::string_view text);

} // namespace a2a::config
