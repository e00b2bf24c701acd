// SPDX-License-Identifier: Apache-2.0
// One object of a card, read member by member under either spelling. What is missing, null
// or of the wrong type is noted in the findings and read as nothing.
#pragma once

#include "base/json.hpp"
#include "card/dialect.hpp"
#include "card/findings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::card {

// What the judge and the reader share: where faults go, and how the card spells its members.
struct Context {
    Findings& findings;
    const Rules& rules;
    Dialect dialect;

    std::string_view spelled(const Name& name) const
    {
        return dialect == Dialect::snake_case ? name.snake : name.camel;
    }
};

// A member that is there and of the kind asked for; `value` is absent otherwise.
struct Field {
    json::Value value;
    json::Pointer at;
};

class Fields {
public:
    // All must outlive this.
    Fields(json::Value object, const json::Pointer& at, Context& context)
        : object_{object}, at_{at}, context_{context}
    {
        for (const auto member : object.members()) lengths_ |= length_bit(member.name);
    }

    // `missing` is the rule that a required member breaks by its absence; null is then a wrong
    // type. "" = optional, and null counts as absent.
    Field field(const Name& name, json::Kind kind, std::string_view missing = {}) const;
    Field field(const Name& name, std::string_view missing = {}) const; // of any kind but null

    std::string text(const Name& name, std::string_view missing = {}) const;

    // An array's strings; those that are none are noted. An empty array is noted when required.
    std::vector<std::string> texts(const Name& name, std::string_view missing = {}) const;

    // As texts, and notes what is not a media type.
    std::vector<std::string> modes(const Name& name, std::string_view missing = {}) const;

    // Notes that an array that must not be empty is.
    void judge_empty(const Field& array) const;

private:
    static std::uint64_t length_bit(std::string_view name)
    {
        return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
    }
    json::Value find(std::string_view name) const
    {
        return (lengths_ & length_bit(name)) != 0 ? object_.find(name) : json::Value{};
    }

    json::Value object_;
    std::uint64_t lengths_ =
        0; // a bit for each that a member's name has: most that are asked for are not there
    const json::Pointer& at_;
    Context& context_;
};

} // namespace a2a::card
