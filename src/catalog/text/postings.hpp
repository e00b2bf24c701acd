// SPDX-License-Identifier: Apache-2.0
// The agents that have a chunk of text, each with how much the chunk says about it: its
// level, 1 to 15.
//
// Held like Numbers: a few in the object itself, some in one sorted array, many in blocks of
// 4,096 possible agents, where an agent and its level take two bytes together. Copying is
// O(1) and shares; a change copies what a reader holds, at most the list of blocks and 8 KiB.
#pragma once

#include "catalog/cow.hpp"
#include "catalog/numbers.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace a2a::catalog {

using Level = std::uint8_t;
inline constexpr Level kLevelMax = 15;

class Postings {
    struct Parts;

public:
    static constexpr std::size_t kFewMax = 2; // an agent's own words, mostly
    static constexpr std::size_t kFlatMax = 2048;
    static constexpr std::size_t kFlatAgain = 1024; // blocks become one array again at this size
    static constexpr Number kAgentMax = (1U << 28U) - 1;

    struct Posting {
        Number agent = 0; // at most kAgentMax
        Level level = 0;  // 1 to kLevelMax
        bool operator==(const Posting&) const = default;
    };
    static Postings of_sorted(std::vector<Posting> postings); // by agent, each once

    std::size_t size() const
    {
        const auto* many = parts();
        return many ? many->size : array().size();
    }
    bool empty() const { return size() == 0; }
    Level level_of(Number agent) const; // 0: it is not there

    // For agents asked for in ascending order: each search begins where the last one ended.
    class Walk {
    public:
        explicit Walk(const Postings& postings) : parts_{postings.parts()}
        {
            if (parts_ == nullptr) flat_ = postings.array();
        }
        Level level_of(Number agent);

    private:
        const Parts* parts_;
        std::span<const std::uint32_t> flat_; // what is left of it
        std::size_t part_ = 0;
        std::size_t place_ = 0; // in the part's block
    };

    void put(Posting posting); // adds the agent, or gives it another level
    bool erase(Number agent);  // false: it was not there

    // Agent and level in one number. Postings in this form, ascending and above all that are
    // there, are put at the end without a search.
    static std::uint32_t packed(Posting posting) { return posting.agent << kLevelBits | posting.level; }
    void append(std::span<const std::uint32_t> packed);
    static Postings of_packed(std::span<const std::uint32_t> packed);
    static constexpr unsigned kLevelBits = 4;

    // Calls visit(agent, level) for each, ascending by agent.
    template <class Visit>
    void for_each(Visit&& visit) const;

private:
    struct Few {                                   // no initialisers, as in Numbers
        std::array<std::uint32_t, kFewMax> packed; // 0: no more; a level is never 0
        std::size_t size() const { return packed[0] == 0 ? 0 : packed[1] == 0 ? 1 : 2; }
    };
    using Flat = std::vector<std::uint32_t>; // agent and level in one
    using Block = std::vector<std::uint16_t>;
    struct Part {
        std::uint32_t high = 0; // of the agents in it
        Cow<Block> block;
    };
    struct Parts {
        std::size_t size = 0;
        std::vector<Part> list; // by high; no empty block
    };

    static constexpr unsigned kLowBits = 12;
    static Level level_in(std::uint32_t packed) { return static_cast<Level>(packed & kLevelMax); }

    std::span<const std::uint32_t> array() const // unless held in blocks
    {
        if (const auto* few = std::get_if<Few>(&held_)) return std::span{few->packed}.first(few->size());
        return **std::get_if<Cow<Flat>>(&held_);
    }
    const Parts* parts() const
    {
        const auto* many = std::get_if<Cow<Parts>>(&held_);
        return many ? &**many : nullptr;
    }
    std::vector<Posting> to_vector() const;
    void put_in_parts(Posting posting);
    static void append(Parts& parts, std::span<const std::uint32_t> packed);
    bool erase_from_parts(Number agent);

    std::variant<Few, Cow<Flat>, Cow<Parts>> held_ = Few{};
};

template <class Visit>
void Postings::for_each(Visit&& visit) const
{
    if (const auto* many = parts()) {
        for (const auto& part : many->list)
            for (const auto entry : *part.block)
                visit(part.high << kLowBits | static_cast<unsigned>(entry) >> kLevelBits, level_in(entry));
        return;
    }
    for (const auto entry : array()) visit(entry >> kLevelBits, level_in(entry));
}

} // namespace a2a::catalog
