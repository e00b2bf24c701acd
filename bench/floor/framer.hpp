// SPDX-License-Identifier: Apache-2.0
// Where requests end: the least that has to be looked at to answer each of them once.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

namespace a2a::bench {

// How long the body is that the header announces; 0 when it announces none.
inline std::size_t announced_length(std::string_view header)
{
    constexpr std::string_view kName = "content-length:";
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    for (auto at = header.find('\n'); at != std::string_view::npos; at = header.find('\n', at + 1)) {
        auto rest = header.substr(at + 1);
        if (rest.size() < kName.size() || !std::equal(kName.begin(), kName.end(), rest.begin(), same))
            continue;
        rest.remove_prefix(kName.size());
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        std::size_t length = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), length);
        return length;
    }
    return 0;
}

inline constexpr std::size_t kRequestBytesMax = 1024 * 1024;

// Counts the requests that end in what has come so far.
class Framer {
public:
    explicit Framer(bool bodies) : bodies_{bodies} {}

    // False when a request grows beyond all measure.
    bool add(std::string_view bytes, std::size_t& requests)
    {
        if (!rest_.empty()) {
            rest_.append(bytes);
            const auto used = count(rest_, requests);
            rest_.erase(0, used);
        } else {
            rest_.assign(bytes.substr(count(bytes, requests)));
        }
        return rest_.size() <= kRequestBytesMax;
    }

private:
    std::size_t count(std::string_view bytes, std::size_t& requests)
    {
        std::size_t at = 0;
        while (true) {
            const auto skipped = std::min(body_left_, bytes.size() - at);
            at += skipped;
            body_left_ -= skipped;
            if (header_seen_ && body_left_ == 0) {
                header_seen_ = false;
                ++requests;
            }
            if (header_seen_) return at;
            const auto end = bytes.find("\r\n\r\n", at);
            if (end == std::string_view::npos) return at;
            body_left_ = bodies_ ? announced_length(bytes.substr(at, end - at)) : 0;
            header_seen_ = true;
            at = end + 4;
        }
    }

    bool bodies_;
    bool header_seen_ = false;
    std::size_t body_left_ = 0;
    std::string rest_; // the beginning of a request
};

} // namespace a2a::bench
