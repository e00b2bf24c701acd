// SPDX-License-Identifier: Apache-2.0
#include "api/etag.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "http/syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace a2a::api {
namespace {

constexpr std::size_t kDigestLetters = 22;
constexpr std::string_view kGzip = "-gzip";

std::string_view bytes_of(const auto& plain)
{
    return {reinterpret_cast<const char*>(&plain), sizeof plain};
}

// What a client's tag says; nothing when it is none of ours, which then matches nothing.
std::optional<Version> parse(std::string_view tag, std::string_view history)
{
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
    tag = tag.substr(1, tag.size() - 2);
    if (tag.ends_with(kGzip)) tag.remove_suffix(kGzip.size());
    const auto bytes = text::base64url_decode(tag.substr(0, kDigestLetters));
    Version version;
    if (!bytes || bytes->size() != version.digest.size()) return std::nullopt;
    std::ranges::copy(*bytes, version.digest.begin());
    tag.remove_prefix(kDigestLetters);
    if (tag.empty()) return version;

    Revision revision = 0;
    const auto [end, error] = std::from_chars(tag.data() + 1, tag.data() + tag.size(), revision);
    if (tag.front() != '-' || error != std::errc{}) return std::nullopt;
    tag.remove_prefix(static_cast<std::size_t>(end - tag.data()));
    if (!tag.starts_with('-') || tag.substr(1) != history) return std::nullopt;
    version.revision = revision;
    return version;
}

std::vector<Version> versions_in(std::string_view list, std::string_view history, http::Comparison comparison)
{
    std::vector<Version> versions;
    while (auto tag = http::next_element(list)) {
        if (tag->starts_with("W/")) {
            if (comparison == http::Comparison::strong) continue;
            tag->remove_prefix(2);
        }
        if (const auto version = parse(*tag, history)) versions.push_back(*version);
    }
    return versions;
}

} // namespace

std::string etag_of_card(const Digest& digest)
{
    return '"' + print(digest) + '"';
}

// A get of an agent is mostly this and sockets: written in one go.
std::string etag_of_agent(const Digest& digest, Revision revision, std::string_view history)
{
    constexpr std::size_t kRest = 2 + 20 + 2; // quotes, a number, dashes
    std::string tag;
    tag.reserve(kDigestLetters + history.size() + kRest);
    tag += '"';
    append_agent_version(tag, digest, revision, history);
    tag += '"';
    return tag;
}

void append_agent_version(std::string& out, const Digest& digest, Revision revision, std::string_view history)
{
    std::array<char, kDigestLetters + 1 + 20 + 1> letters; // with the longest number
    auto* end = write(letters.data(), digest);
    *end++ = '-';
    end = std::to_chars(end, letters.data() + letters.size(), revision).ptr;
    *end++ = '-';
    out.append(letters.data(), end).append(history);
}

std::string etag_of_state(Revision revision, std::string_view history)
{
    std::string tag = "\"";
    tag.append(history).append(1, '-').append(std::to_string(revision)).append(1, '"');
    return tag;
}

std::string etag_of_search(Revision revision, std::string_view history, std::string_view body)
{
    // Of all that one client asks; who makes two bodies collide confuses nobody but himself.
    const auto asked = sip_hash(body, 0, 0);
    auto tag = etag_of_state(revision, history);
    tag.back() = '-';
    text::append_base64url(tag, bytes_of(asked));
    tag += '"';
    return tag;
}

Precondition precondition(std::string_view if_match, std::string_view if_none_match, std::string_view history)
{
    Precondition only_if;
    if (http::trim(if_match) == "*")
        only_if.must_exist = true;
    else if (!if_match.empty())
        only_if.must_match = versions_in(if_match, history, http::Comparison::strong);
    if (http::trim(if_none_match) == "*")
        only_if.must_not_exist = true;
    else if (!if_none_match.empty())
        only_if.must_not_match = versions_in(if_none_match, history, http::Comparison::weak);
    return only_if;
}

} // namespace a2a::api
