// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <sys/random.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace a2a {

namespace {

// The four words of SipHash, https://www.aumasson.jp/siphash/siphash.pdf section 2.
struct SipState {
    std::uint64_t v0, v1, v2, v3;

    void round() noexcept
    {
        v0 += v1;
        v2 += v3;
        v1 = std::rotl(v1, 13) ^ v0;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 = std::rotl(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = std::rotl(v1, 17) ^ v2;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 = std::rotl(v2, 32);
    }

    void take(std::uint64_t word) noexcept
    {
        v3 ^= word;
        round();
        v0 ^= word;
    }
};

// Little-endian, however the machine is; the compiler makes it one load here.
template <class Word>
std::uint64_t load(const char* from) noexcept
{
    Word word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&word, from, sizeof word);
    } else {
        for (auto i = sizeof word; i-- > 0;)
            word = static_cast<Word>(word << 8 | static_cast<unsigned char>(from[i]));
    }
    return word;
}

// The same of less than eight bytes, from pieces that may overlap: most keys are that short.
std::uint64_t load_few(const char* from, std::size_t count) noexcept
{
    if (count >= 4)
        return load<std::uint32_t>(from) | load<std::uint32_t>(from + count - 4) << (8 * (count - 4));
    if (count == 0) return 0;
    const auto byte = [&](std::size_t at) {
        return std::uint64_t{static_cast<unsigned char>(from[at])} << (8 * at);
    };
    return byte(0) | byte(count / 2) | byte(count - 1);
}

struct Seed {
    std::uint64_t key0 = random_bits();
    std::uint64_t key1 = random_bits();
};

const Seed& seed()
{
    static const Seed drawn_once;
    return drawn_once;
}

} // namespace

std::uint64_t sip_hash(std::string_view bytes, std::uint64_t key0, std::uint64_t key1)
{
    SipState state{key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261,
                   key1 ^ 0x7465646279746573};
    const auto whole = bytes.size() & ~std::size_t{7};
    for (std::size_t at = 0; at < whole; at += 8) state.take(load<std::uint64_t>(bytes.data() + at));

    const auto rest = load_few(bytes.data() + whole, bytes.size() - whole);
    state.take(rest | std::uint64_t{bytes.size()} << 56);

    state.v2 ^= 0xff;
    for (int i = 0; i < 3; ++i) state.round();
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::size_t SeededHash::operator()(std::string_view text) const noexcept
{
    return sip_hash(text, seed().key0, seed().key1);
}

QuickHash::QuickHash() noexcept
{
    static const Seed own;
    key0_ = own.key0;
    key1_ = own.key1;
}

std::uint64_t random_bits()
{
    std::uint64_t bits = 0;
    // So few bytes come whole or not at all; a signal can interrupt only the wait for the pool at boot.
    while (getrandom(&bits, sizeof bits, 0) != sizeof bits) {
        if (errno != EINTR) throw std::system_error{errno, std::generic_category(), "getrandom"};
    }
    return bits;
}

} // namespace a2a
