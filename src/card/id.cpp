// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "card/card.hpp"

#include <algorithm>
#include <array>

namespace a2a::card {

namespace {

constexpr std::size_t kIdBytesMax = 256;

// U+0080 to U+009F, which UTF-8 spells C2 80 to C2 9F.
bool has_c1_control(std::string_view id)
{
    for (auto at = id.find('\xC2'); at != std::string_view::npos; at = id.find('\xC2', at + 1)) {
        if (static_cast<unsigned char>(id[at + 1]) < 0xA0) return true;
    }
    return false;
}

bool has_control(std::string_view id)
{
    const auto is_c0 = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; };
    return std::any_of(id.begin(), id.end(), is_c0) || has_c1_control(id);
}

// U+202A to U+202E and U+2066 to U+2069: they make an id look like another.
bool has_bidi_override(std::string_view id)
{
    constexpr std::array<std::string_view, 9> overrides{"\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                                        "\u2066", "\u2067", "\u2068", "\u2069"};
    return std::any_of(overrides.begin(), overrides.end(),
                       [&](std::string_view one) { return id.find(one) != std::string_view::npos; });
}

} // namespace

std::optional<std::string> fault_of_id(std::string_view id)
{
    if (id.empty()) return "an agent id must not be empty";
    if (id.size() > kIdBytesMax) return "an agent id has at most 256 bytes";
    if (!text::is_utf8(id)) return "an agent id must be valid UTF-8";
    if (has_control(id)) return "an agent id has no control characters";
    if (has_bidi_override(id)) return "an agent id has no bidirectional-override characters";
    if (id == "." || id == "..") return "an agent id is not . or ..";
    return std::nullopt;
}

} // namespace a2a::card
