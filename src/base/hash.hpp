// SPDX-License-Identifier: Apache-2.0
// A keyed hash for tables whose keys clients choose. The seed is drawn once a process,
// so nobody outside can prepare keys that collide (SipHash-1-3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace a2a {

std::uint64_t sip_hash(std::string_view bytes, std::uint64_t key0, std::uint64_t key1);

// Transparent: a table keyed by std::string is searched by std::string_view.
struct SeededHash {
    using is_transparent = void;
    using is_avalanching = void; // boost::unordered need not mix again
    std::size_t operator()(std::string_view text) const noexcept;
};

// A text of at most sixteen bytes as two numbers, which may overlap: with its size they are the text.
struct PackedText {
    static constexpr std::size_t kBytesMax = 16;

    PackedText() = default; // of the empty text
    explicit PackedText(std::string_view text) noexcept : size{static_cast<std::uint32_t>(text.size())}
    {
        const auto* const begin = text.data();
        const auto* const end = begin + text.size();
        if (size >= 8) {
            low = load<std::uint64_t>(begin);
            high = load<std::uint64_t>(end - 8);
        } else if (size >= 4) {
            low = load<std::uint32_t>(begin);
            high = load<std::uint32_t>(end - 4);
        } else if (size > 0) {
            low = load<std::uint8_t>(begin) | static_cast<unsigned>(load<std::uint8_t>(begin + size / 2))
                                                  << 8U;
            high = load<std::uint8_t>(end - 1);
        }
    }
    bool operator==(const PackedText&) const = default;

    // Equal to no text.
    static constexpr PackedText none() noexcept
    {
        PackedText packed;
        packed.size = kBytesMax + 1;
        return packed;
    }

    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::uint32_t size = 0;

private:
    template <class Word>
    static Word load(const char* from) noexcept // in the machine's order of bytes
    {
        Word word = 0;
        std::memcpy(&word, from, sizeof word);
        return word;
    }
};

// As SeededHash, but much faster for short texts and of less strength: seeded all the same, yet
// nothing is proven of it. For tables that live as long as one piece of work. Short texts are
// multiplied as two numbers (the way of wyhash).
class QuickHash {
public:
    using is_transparent = void;
    using is_avalanching = void;

    QuickHash() noexcept; // all of a process are alike
    std::size_t operator()(std::string_view text) const noexcept
    {
        return text.size() > PackedText::kBytesMax ? sip_hash(text, key0_, key1_) : (*this)(PackedText{text});
    }
    std::size_t operator()(const PackedText& text) const noexcept
    {
        return fold(fold(text.low ^ key0_, text.high ^ key1_) ^ key0_, key1_ ^ text.size);
    }

private:
    __extension__ using Wide = unsigned __int128;
    static std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept
    {
        const auto product = Wide{a} * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    }

    std::uint64_t key0_, key1_;
};

struct TextEqual {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const noexcept { return a == b; }
};

// 64 random bits from the kernel.
std::uint64_t random_bits();

} // namespace a2a
