// SPDX-License-Identifier: Apache-2.0
// libstdc++ hashes strings with MurmurHash64A and a fixed seed (libsupc++/hash_bytes.cc). Every step of
// it can be undone: after any eight bytes there are eight that lead to a wanted state. Those that are
// printable are kept. A key is two such halves, so that few halves make many keys.
#include "support/colliding_keys.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <random>
#include <set>

namespace a2a::support {
namespace {

constexpr std::uint64_t kSeed = 0xc70f6907;
constexpr std::uint64_t kMultiplier = 0xc6a4a7935bd1e995;
constexpr std::uint64_t kMiddle = 0x6174612077616e74; // the state after each half; any would do

// Of an odd number modulo 2^64, by Newton: each round doubles the right bits.
constexpr std::uint64_t inverse(std::uint64_t odd)
{
    auto found = odd;
    for (int round = 0; round < 5; ++round) found *= 2 - odd * found;
    return found;
}
constexpr auto kInverse = inverse(kMultiplier);
static_assert(kMultiplier * kInverse == 1);

// Its own inverse: what it shifts in from above stays as it was.
constexpr std::uint64_t shift_mix(std::uint64_t bits)
{
    return bits ^ (bits >> 47U);
}

constexpr std::uint64_t mixed(std::uint64_t word)
{
    return shift_mix(word * kMultiplier) * kMultiplier;
}

constexpr std::uint64_t unmixed(std::uint64_t mixed_word)
{
    return shift_mix(mixed_word * kInverse) * kInverse;
}
static_assert(unmixed(mixed(0x0123456789abcdef)) == 0x0123456789abcdef);

constexpr bool is_plain(char letter)
{
    return letter > ' ' && letter < 0x7F && letter != '"' && letter != '\\' &&
           !(letter >= 'A' && letter <= 'Z');
}

using Letters = std::array<char, 8>;
static_assert(std::endian::native == std::endian::little, "words are read as the hash reads them");

class Source {
public:
    explicit Source(std::uint64_t seed) : random_{seed}
    {
        for (int letter = 0; letter < 256; ++letter)
            if (is_plain(static_cast<char>(letter))) alphabet_ += static_cast<char>(letter);
    }
    Letters letters()
    {
        auto bits = random_();
        Letters word{};
        for (auto& letter : word) {
            letter = alphabet_[((bits & 0xFFU) * alphabet_.size()) >> 8U];
            bits >>= 8U;
        }
        return word;
    }

private:
    std::mt19937_64 random_;
    std::string alphabet_;
};

// So many different halves that lead from one state to the other.
std::vector<std::string> halves(Source& source, std::size_t count, std::uint64_t from, std::uint64_t to)
{
    std::set<std::string> found;
    while (found.size() < count) {
        const auto head = source.letters();
        const auto between = (from ^ mixed(std::bit_cast<std::uint64_t>(head))) * kMultiplier;
        const auto tail = std::bit_cast<Letters>(unmixed((to * kInverse) ^ between));
        if (std::ranges::all_of(tail, is_plain))
            found.insert(std::string{head.begin(), head.end()} + std::string{tail.begin(), tail.end()});
    }
    return {found.begin(), found.end()};
}

std::vector<std::string> any_halves(Source& source, std::size_t count)
{
    std::vector<std::string> found;
    while (found.size() < count) {
        const auto head = source.letters();
        const auto tail = source.letters();
        found.push_back(std::string{head.begin(), head.end()} + std::string{tail.begin(), tail.end()});
    }
    return found;
}

std::size_t halves_for(std::size_t keys)
{
    std::size_t count = 1;
    while (count * count < keys) ++count;
    return count;
}

std::vector<std::string> joined(const std::vector<std::string>& left, const std::vector<std::string>& right,
                                std::size_t count)
{
    std::vector<std::string> keys;
    for (const auto& head : left)
        for (const auto& tail : right)
            if (keys.size() < count) keys.push_back(head + tail);
    return keys;
}

} // namespace

std::vector<std::string> colliding_keys(std::size_t count, std::uint64_t seed)
{
    Source source{seed};
    const auto each = halves_for(count);
    const auto left = halves(source, each, kSeed ^ (kKeyBytes * kMultiplier), kMiddle);
    return joined(left, halves(source, each, kMiddle, kMiddle), count);
}

std::vector<std::string> random_keys(std::size_t count, std::uint64_t seed)
{
    Source source{seed ^ 0x72616e646f6dU};
    const auto each = halves_for(count);
    const auto left = any_halves(source, each);
    return joined(left, any_halves(source, each), count);
}

} // namespace a2a::support
