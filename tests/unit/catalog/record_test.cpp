// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "catalog/record.hpp"
#include "unit/catalog/cards.hpp"

#include <gtest/gtest.h>

namespace a2a {
namespace {

RecordPtr record_of(const AgentCard& card, std::string_view id = "weather")
{
    const Registration registration{.id = id,
                                    .revision = 12,
                                    .first_revision = 7,
                                    .registered_at = test::at_second(1),
                                    .updated_at = test::at_second(61),
                                    .digest = digest_of(test::bytes_of(card))};
    return make_record(registration, card.name, test::bytes_of(card), "tokens");
}

TEST(Record, HoldsTheAnswerReadyMade)
{
    const auto card = test::named("Weather");
    const auto record = record_of(card);
    EXPECT_EQ(record->body,
              "{\"agent_card\":" + test::bytes_of(card) +
                  ",\"id\":\"weather\",\"revision\":12,\"registered_at\":\"1970-01-01T00:00:01.000Z\","
                  "\"updated_at\":\"1970-01-01T00:01:01.000Z\"}");
    EXPECT_EQ(record->card(), test::bytes_of(card));
    EXPECT_EQ(record->digest, digest_of(test::bytes_of(card)));
}

TEST(Record, QuotesTheId)
{
    const auto record = record_of(test::named("Weather"), "a\"b\\c");
    EXPECT_EQ(record->id, "a\"b\\c");
    EXPECT_NE(record->body.find(R"("id":"a\"b\\c")"), std::string_view::npos);
}

TEST(Record, KeepsItsTokens)
{
    EXPECT_EQ(record_of(test::named("Weather"))->tokens, "tokens");
}

TEST(Record, CutsTheNameBetweenCharacters)
{
    for (const std::size_t letters : {127U, 128U, 129U}) {
        std::string name;
        for (std::size_t i = 0; i < letters; ++i) name += "É";
        const auto record = record_of(test::named(name));
        EXPECT_EQ(record->folded_name, text::cut(text::fold(name), kFoldedNameBytes)) << letters;
        EXPECT_EQ(record_of(test::named("x" + name))->folded_name.size(),
                  letters < 128 ? 1 + letters * 2 : 255U);
    }
}

} // namespace
} // namespace a2a
