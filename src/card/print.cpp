// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "card/card.hpp"

namespace a2a::card {

namespace {

// Writes one JSON object, member after member.
class Printer {
public:
    explicit Printer(std::string& out) : out_{out} { out_ += '{'; }

    Printer& text(std::string_view name, std::string_view value)
    {
        begin(name);
        json::quote(out_, value);
        return *this;
    }

    Printer& texts(std::string_view name, const std::vector<std::string>& values)
    {
        return each(name, values, [this](const std::string& value) { json::quote(out_, value); });
    }

    Printer& boolean(std::string_view name, bool value)
    {
        begin(name);
        out_ += value ? "true" : "false";
        return *this;
    }

    template <class Values, class Write>
    Printer& each(std::string_view name, const Values& values, Write write)
    {
        begin(name);
        out_ += '[';
        bool is_first = true;
        for (const auto& value : values) {
            if (!is_first) out_ += ',';
            is_first = false;
            write(value);
        }
        out_ += ']';
        return *this;
    }

    void close() { out_ += '}'; }

private:
    void begin(std::string_view name)
    {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        json::quote(out_, name);
        out_ += ':';
    }

    std::string& out_;
    bool is_first_ = true;
};

void print_interface(std::string& out, const Interface& one)
{
    Printer{out}
        .text("url", one.url)
        .text("transport", one.transport)
        .text("protocol_version", one.protocol_version)
        .close();
}

void print_skill(std::string& out, const Skill& skill)
{
    Printer{out}
        .text("id", skill.id)
        .text("name", skill.name)
        .text("description", skill.description)
        .texts("tags", skill.tags)
        .texts("examples", skill.examples)
        .texts("input_modes", skill.input_modes)
        .texts("output_modes", skill.output_modes)
        .close();
}

} // namespace

std::string print(const AgentCard& card)
{
    std::string out;
    Printer{out}
        .text("name", card.name)
        .text("description", card.description)
        .text("version", card.version)
        .text("provider", card.provider)
        .each("interfaces", card.interfaces, [&](const Interface& one) { print_interface(out, one); })
        .texts("capabilities", card.capabilities)
        .texts("extensions", card.extensions)
        .texts("input_modes", card.input_modes)
        .texts("output_modes", card.output_modes)
        .each("skills", card.skills, [&](const Skill& skill) { print_skill(out, skill); })
        .boolean("signed", card.is_signed)
        .close();
    return out;
}

} // namespace a2a::card
