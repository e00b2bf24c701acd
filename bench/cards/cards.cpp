// SPDX-License-Identifier: Apache-2.0
#include "cards/cards.hpp"

#include "cards/json_writer.hpp"
#include "cards/random.hpp"
#include "cards/wording.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace a2a::bench {
namespace {

// Measured on about a thousand published cards.
constexpr Knot kCardBytes[]{{0, 420},    {50, 514},   {250, 779},  {500, 1261},
                            {750, 2461}, {900, 6200}, {950, 9805}, {1000, 20600}};
constexpr Knot kSkills[]{{0, 1},   {400, 1}, {480, 2},  {620, 2},  {750, 4},
                         {850, 6}, {900, 9}, {950, 14}, {985, 30}, {1000, 82}};
constexpr Knot kDescription[]{{0, 15}, {50, 24}, {250, 57}, {500, 119}, {750, 200}, {950, 342}, {1000, 1180}};
constexpr Knot kTags[]{{0, 1}, {150, 2}, {300, 3}, {400, 4}, {850, 4}, {920, 5}, {970, 5}, {1000, 12}};
constexpr std::uint32_t kStyles[kStyleCount]{34, 23, 13, 9, 9, 12}; // per cent

Style style_at(std::uint32_t percent)
{
    std::size_t style = 0;
    for (std::uint32_t sum = kStyles[0]; percent >= sum; sum += kStyles[style]) ++style;
    return static_cast<Style>(style);
}

// Back into 0 to 1000 from a little outside.
std::uint32_t reflected(int per_mille)
{
    return static_cast<std::uint32_t>(per_mille > 1000 ? 2000 - per_mille : std::abs(per_mille));
}

// One card in the making.
class Maker {
public:
    Maker(std::uint64_t seed, std::uint64_t index);

    MadeCard make() &&;

private:
    bool snake() const { return made_.style == Style::snake_case; }
    std::string_view spelled(std::string_view camel, std::string_view snake_case) const
    {
        return snake() ? snake_case : camel;
    }

    void write_identity();
    void write_endpoint();
    void write_capabilities();
    void write_modes();
    void write_extras();
    void write_skills();
    void write_padding();
    std::string skill(const Ability& ability, std::size_t bytes);

    Random random_;
    const std::uint64_t index_;
    const Domain& domain_;
    std::size_t bytes_ = 0; // the size aimed at
    std::size_t skills_ = 0;
    std::uint32_t missing_; // which required member is left out, if any
    Writer card_;
    MadeCard made_;
};

Maker::Maker(std::uint64_t seed, std::uint64_t index)
    : random_{Random{seed}.next() ^ (index * 0xD1342543DE82EF95U)}, index_{index}, domain_{random_.one_of(
                                                                                       domains())}
{
    // Large cards have many skills, but not strictly.
    const auto rank = random_.below(1001);
    const auto near = reflected(static_cast<int>(rank) + static_cast<int>(random_.below(121)) - 60);
    bytes_ = value_at(kCardBytes, rank);
    skills_ = value_at(kSkills, near);
    made_.style = style_at(random_.below(100));
    missing_ = random_.below(100);
    made_.name = agent_name(random_, domain_, index);
    made_.description = sentences(random_, domain_, value_at(kDescription, random_.below(1001)));
}

MadeCard Maker::make() &&
{
    write_identity();
    write_endpoint();
    write_capabilities();
    write_modes();
    write_extras();
    write_skills();
    write_padding();
    made_.json = card_.object();
    return std::move(made_);
}

void Maker::write_identity()
{
    card_.text("name", made_.name);
    card_.text("description", made_.description);
    const bool has_version = missing_ >= 8;
    if (has_version && random_.chance(2))
        card_.raw("version", "1.0"); // a number: seen in the wild
    else if (has_version)
        card_.text("version",
                   std::to_string(random_.below(4)) + '.' + std::to_string(random_.below(20)) + ".0");
    if (!random_.chance(60)) return;
    card_.raw("provider", Writer{}
                              .text("organization", random_.one_of(providers()))
                              .text("url", "https://provider.example")
                              .object());
}

void Maker::write_endpoint()
{
    const auto url =
        "https://" + std::string{domain_.name} + '-' + std::to_string(index_) + ".agents.example/a2a";
    const auto transport = random_.chance(80) ? "JSONRPC" : random_.chance(50) ? "HTTP+JSON" : "GRPC";
    if (made_.style == Style::v1_0) {
        const auto interface = Writer{}
                                   .text("url", url)
                                   .text("protocolBinding", transport)
                                   .text("protocolVersion", "1.0")
                                   .object();
        card_.raw("supportedInterfaces", '[' + interface + ']');
        return;
    }
    card_.text("url", url);
    switch (made_.style) {
    case Style::camel_0_3:
        card_.text("protocolVersion", random_.chance(70) ? "0.3.0" : "0.3");
        if (random_.chance(41)) card_.text("preferredTransport", transport);
        break;
    case Style::claims_1_0:
        card_.text("protocolVersion", "1.0.0");
        break;
    case Style::snake_case:
        card_.text("protocol_version", "0.3.0");
        if (random_.chance(60)) card_.text("preferred_transport", transport);
        break;
    case Style::mixed:
        card_.text("protocolVersion", "0.3.0");
        if (random_.chance(50)) card_.text("preferred_transport", transport);
        break;
    default:
        break;
    }
}

void Maker::write_capabilities()
{
    if (random_.chance(7)) {
        card_.raw("capabilities", R"(["streaming"])");
        return;
    }
    const auto boolean = [&] { return random_.chance(50) ? "true" : "false"; };
    Writer capabilities;
    capabilities.raw("streaming", boolean())
        .raw(spelled("pushNotifications", "push_notifications"), boolean());
    if (random_.chance(40))
        capabilities.raw(spelled("stateTransitionHistory", "state_transition_history"), boolean());
    if (random_.chance(8))
        capabilities.raw("extensions", R"([{"uri":"https://extensions.example/traceability/v1"}])");
    card_.raw("capabilities", capabilities.object());
}

void Maker::write_modes()
{
    if (missing_ >= 8 && missing_ < 33) return;
    constexpr std::string_view kModes[]{R"(["text/plain"])", R"(["text/plain","application/json"])",
                                        R"(["application/json"])", R"(["text"])", R"(["text","data"])"};
    card_.raw(spelled("defaultInputModes", "default_input_modes"), random_.one_of(kModes));
    card_.raw(spelled("defaultOutputModes", "default_output_modes"), random_.one_of(kModes));
}

void Maker::write_extras()
{
    if (made_.style == Style::camel_0_2 && random_.chance(60))
        card_.raw("authentication", R"({"schemes":["bearer"]})");
    if (random_.chance(33))
        card_.text(spelled("documentationUrl", "documentation_url"), "https://docs.example/agents");
    if (random_.chance(10)) card_.raw(spelled("iconUrl", "icon_url"), "null");
    if (random_.chance(15))
        card_.raw(spelled("securitySchemes", "security_schemes"),
                  R"({"key":{"type":"http","scheme":"bearer"}})");
    if (random_.chance(5)) card_.text("", "");
    if (random_.chance(4))
        card_.raw("signatures",
                  R"([{"protected":"eyJhbGciOiJFUzI1NiJ9","signature":"bWFkZSBmb3IgYSBiZW5jaG1hcms"}])");
}

void Maker::write_skills()
{
    const auto used = card_.size() + std::string_view{R"(,"skills":[])"}.size();
    const auto each = (bytes_ > used ? bytes_ - used : 0) / skills_;
    const auto first = random_.below(56);
    Writer skills;
    for (std::size_t i = 0; i < skills_; ++i) {
        auto can = ability(domain_, first + i);
        skills.item(skill(can, each));
        made_.skill_ids.push_back(std::move(can.id));
    }
    card_.raw("skills", skills.array());
}

// As long as it is allowed to be: first the description grows, then examples are added.
std::string Maker::skill(const Ability& ability, std::size_t bytes)
{
    Writer skill;
    skill.text("id", ability.id).text("name", ability.name);
    const auto tags = tags_of(random_, domain_, value_at(kTags, random_.below(1001)));
    made_.tag_counts.push_back(tags.size());
    if (made_.tag.empty() && !tags.empty()) made_.tag = tags.front();

    Writer list;
    for (const auto tag : tags) list.item(quoted(tag));
    const auto fixed = skill.size() + list.size() + std::string_view{R"(,"description":"","tags":)"}.size();
    const auto room = bytes > fixed ? bytes - fixed : 0;
    skill.text("description", sentences(random_, domain_, std::clamp<std::size_t>(room / 2, 34, 260)));
    skill.raw("tags", list.array());

    Writer examples;
    constexpr std::size_t kExampleBytes = 70;
    for (int i = 0; i < 5 && skill.size() + examples.size() + kExampleBytes + 14 < bytes; ++i)
        examples.item(quoted(sentences(random_, domain_, 30 + random_.below(60))));
    if (examples.size() > 2) skill.raw("examples", examples.array());
    return skill.object();
}

// Most publishers add members of their own; here they bring a card to its size.
void Maker::write_padding()
{
    constexpr std::size_t kFrame = std::string_view{R"(,"metadata":{"notes":""})"}.size();
    if (card_.size() + kFrame + 20 > bytes_) {
        if (random_.chance(60)) card_.raw("x-rank", std::to_string(random_.below(100)));
        return;
    }
    const auto notes = sentences(random_, domain_, bytes_ - card_.size() - kFrame);
    card_.raw("metadata", Writer{}.text("notes", notes).object());
}

} // namespace

MadeCard real_like_card(std::uint64_t seed, std::uint64_t index)
{
    return Maker{seed, index}.make();
}

} // namespace a2a::bench
