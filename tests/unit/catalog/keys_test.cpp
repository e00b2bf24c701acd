// SPDX-License-Identifier: Apache-2.0
#include "catalog/keys.hpp"
#include "unit/catalog/cards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::catalog {
namespace {

using testing::ElementsAre;

std::vector<std::string> values_in(const Keys& keys, IndexName index)
{
    std::vector<std::string> values;
    for (const auto& key : keys)
        if (key.index == index) values.push_back(key.value);
    return values;
}

AgentCard speaking(std::string transport, std::string version)
{
    auto card = test::named("a");
    card.interfaces = {{"https://a.example", std::move(transport), std::move(version)}};
    return card;
}

TEST(Keys, SpellEachValueOneWay)
{
    auto card = speaking("Http+Json", "0.3.1");
    card.skills.push_back({.id = "Weather",
                           .name = "",
                           .description = "",
                           .tags = {"ÉCOLE",
                                    "e\xCC\x81"
                                    "cole",
                                    "b"},
                           .examples = {},
                           .input_modes = {"text"},
                           .output_modes = {}});
    card.input_modes = {"text", "image/png"};
    const auto keys = keys_of(card);
    EXPECT_THAT(values_in(keys, IndexName::skills), ElementsAre("Weather"));
    EXPECT_THAT(values_in(keys, IndexName::tags), ElementsAre("b", "école"));
    EXPECT_THAT(values_in(keys, IndexName::transport), ElementsAre("HTTP+JSON"));
    EXPECT_THAT(values_in(keys, IndexName::input_modes), ElementsAre("image/png", "text"));
    EXPECT_THAT(values_in(keys, IndexName::is_signed), ElementsAre("false"));
}

TEST(Keys, VersionsHaveTheirPrefixes)
{
    const auto keys = keys_of(speaking("GRPC", "0.3.1"));
    EXPECT_THAT(values_in(keys, IndexName::protocol_version), ElementsAre("0.3.1"));
    EXPECT_THAT(values_in(keys, IndexName::version_prefix), ElementsAre("0", "0.3", "0.3.1"));
    EXPECT_THAT(values_in(keys, IndexName::transport_version), ElementsAre("GRPC\xFF"
                                                                           "0",
                                                                           "GRPC\xFF"
                                                                           "0.3",
                                                                           "GRPC\xFF"
                                                                           "0.3.1"));
}

TEST(Keys, AbsentIsNotAValue)
{
    const auto keys = keys_of(speaking("GRPC", ""));
    EXPECT_TRUE(values_in(keys, IndexName::protocol_version).empty());
    EXPECT_TRUE(values_in(keys, IndexName::version_prefix).empty());
    EXPECT_TRUE(values_in(keys, IndexName::provider).empty());
}

TEST(Keys, AHostileVersionStringMakesFewOfThem)
{
    std::string version = "1";
    for (int i = 0; i < 50'000; ++i) version += ".1";
    const auto keys = keys_of(speaking("GRPC", version));
    EXPECT_EQ(values_in(keys, IndexName::version_prefix).size(), kVersionParts);
}

TEST(Keys, CapabilitiesMatchInBothSpellings)
{
    auto card = test::named("a");
    card.capabilities = {"pushNotifications"};
    Filter filter;
    filter.capabilities = {"push_notifications"};
    const auto selection = select(filter, {});
    ASSERT_TRUE(selection);
    EXPECT_EQ(values_in(selection->all, IndexName::capabilities),
              values_in(keys_of(card), IndexName::capabilities));
}

TEST(Keys, FiltersAreBounded)
{
    for (const auto& [values, accepted] :
         {std::pair{kKeysMax - 1, true}, {kKeysMax, true}, {kKeysMax + 1, false}}) {
        Filter filter;
        filter.skills_any.resize(values, "x");
        EXPECT_EQ(select(filter, {}).has_value(), accepted) << values;
        EXPECT_EQ(select({}, filter).has_value(), accepted) << values;
    }
    Filter pairs;
    pairs.transports.resize(40, "GRPC");
    pairs.protocol_versions.resize(40, "1.0");
    const auto refused = select(pairs, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::query_too_broad);
}

} // namespace
} // namespace a2a::catalog
