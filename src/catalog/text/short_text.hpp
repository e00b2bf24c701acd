// SPDX-License-Identifier: Apache-2.0
// A text that is usually short and never changes: up to 23 bytes lie in the object itself, so
// that a search that looks at a whole vocabulary reads memory in a row.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace a2a::catalog {

class ShortText {
public:
    static constexpr std::size_t kInside = 23;

    ShortText() = default;
    explicit ShortText(std::string_view text)
    {
        auto* to = bytes_.data();
        if (text.size() <= kInside) {
            bytes_.back() = static_cast<char>(text.size());
        } else {
            to = new char[text.size()];
            const Outside outside{.bytes = to, .size = text.size()};
            std::memcpy(bytes_.data(), &outside, sizeof outside);
            bytes_.back() = kOutside;
        }
        std::copy(text.begin(), text.end(), to);
    }
    ShortText(const ShortText& other) : ShortText{other.view()} {}
    ShortText(ShortText&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
    ShortText& operator=(ShortText other) noexcept
    {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~ShortText()
    {
        if (bytes_.back() == kOutside) delete[] outside().bytes;
    }

    std::string_view view() const
    {
        if (bytes_.back() != kOutside) return {bytes_.data(), static_cast<std::size_t>(bytes_.back())};
        return {outside().bytes, outside().size};
    }
    bool empty() const { return bytes_.back() == 0; }

private:
    struct Outside {
        char* bytes;
        std::size_t size;
    };
    static constexpr char kOutside = 0x7F;
    static_assert(kInside < kOutside && sizeof(Outside) <= kInside);

    Outside outside() const
    {
        Outside outside{};
        std::memcpy(&outside, bytes_.data(), sizeof outside);
        return outside;
    }

    alignas(Outside) std::array<char, kInside + 1> bytes_{};
};

} // namespace a2a::catalog
