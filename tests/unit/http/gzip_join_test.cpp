// SPDX-License-Identifier: Apache-2.0
#include "http/gzip_join.hpp"
#include "support/gunzip.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace a2a::http {
namespace {

// Compressible, and unlike what another seed says.
std::string words(std::size_t bytes, unsigned seed)
{
    std::string text;
    for (unsigned i = seed; text.size() < bytes; i = i * 1664525U + 1013904223U)
        text += "word-" + std::to_string(i % 1000) + ' ';
    text.resize(bytes);
    return text;
}

TEST(GzipJoin, IsOneMemberThatSaysAllPartsInOrder)
{
    const std::vector<std::string> parts{words(70'000, 1), "x", "", words(300'000, 2), words(70'000, 1)};
    GzipJoin join;
    std::string plain = "[begin";
    join.add_stored(plain);
    for (const auto& part : parts) {
        join.add(deflate_part(part));
        join.add_stored(",");
        plain += part + ",";
    }
    const auto gzip = join.finish();
    EXPECT_EQ(test::gunzip(gzip.view()), plain);
    EXPECT_LT(gzip.size(), plain.size() / 3);
}

TEST(GzipJoin, OfNothingSaysNothing)
{
    GzipJoin join;
    EXPECT_EQ(test::gunzip(join.finish().view()), "");
}

TEST(GzipJoin, APartRefersToNothingBeforeIt)
{
    const auto part = deflate_part(words(50'000, 3));
    for (const auto* before : {"", "something else"}) {
        GzipJoin join;
        join.add(deflate_part(before));
        join.add(part);
        EXPECT_EQ(test::gunzip(join.finish().view()), before + words(50'000, 3));
    }
}

TEST(GzipJoin, RefusesWhatAStoredBlockCannotHold)
{
    GzipJoin join;
    join.add_stored(std::string(65'535, 'a'));
    EXPECT_THROW(join.add_stored(std::string(65'536, 'a')), std::logic_error);
    EXPECT_EQ(test::gunzip(join.finish().view()), std::string(65'535, 'a'));
}

// The negative control: what says another length or text is noticed.
TEST(GzipJoin, ACheckerWouldNotice)
{
    GzipJoin join;
    join.add(deflate_part("right"));
    std::string gzip{join.finish().view()};
    gzip[gzip.size() - 5] = static_cast<char>(gzip[gzip.size() - 5] ^ 1); // the checksum
    EXPECT_THROW(test::gunzip(gzip), std::runtime_error);
}

} // namespace
} // namespace a2a::http
