// SPDX-License-Identifier: Apache-2.0
// One byte of the storage changes while nobody looks: the next start shows exactly the same
// agents, or refuses with a line that says what to do. Never fewer, never others (promise P6).
//
// Two things must be there for this to hold. A changed byte in the log looks to SQLite like the
// log's end, so without the witness (the file `head`) what follows it is gone unseen, as the
// negative control shows. And pages that nothing refers to hold no agents: their bytes may
// change, and do so without harm.
#include "fault/counts.hpp"
#include "fault/sample_store.hpp"
#include "support/agents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace a2a::fault {
namespace {

constexpr std::size_t kHeadBytes = 8'192; // the first page: header and schema

struct Count {
    std::size_t same = 0, refused = 0;
    std::vector<std::string> wrong = {};
};

void flip(std::string& content, std::mt19937_64& chance)
{
    // One in four where every byte means something.
    const auto bound = chance() % 4 == 0 ? std::min(kHeadBytes, content.size()) : content.size();
    auto& byte = content[chance() % bound];
    const auto change = chance() % 2 == 0 ? 1u << chance() % 8 : 1 + chance() % 255;
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ change);
}

// What a write and the next start do where the damage has not been met.
void go_on(Opened& first, Ledger ledger, Count& count)
{
    const std::vector<Intent> batch{test::put("late", test::at_host("late.example")),
                                    test::removal("agent-1")};
    if (fault_in(first.life()->commit(batch))) return;
    ledger = ledger.after(batch);
    first.close();
    Opened second{read_files(first.folder())};
    if (second.life() == nullptr) return;
    for (auto& line : ledger.differences(second.life()->catalog())) count.wrong.push_back("later " + line);
}

// What one start makes of it.
void open(const Files& files, const Ledger& ledger, Count& count)
{
    Opened first{files};
    if (first.life() == nullptr) {
        ++count.refused;
        const auto left = read_files(first.folder());
        for (const auto* name : {"registry.db", "registry.db-wal"})
            if (files.contains(name) && files.at(name) != left.at(name))
                count.wrong.emplace_back("refused, and changed");
        return;
    }
    ++count.same;
    for (auto& line : ledger.differences(first.life()->catalog())) count.wrong.push_back(std::move(line));
    if (count.same % 8 == 0) go_on(first, ledger, count);
}

Count flip_often(const Sample& sample, const std::string& name, std::uint64_t seed, std::size_t times)
{
    std::mt19937_64 chance{seed};
    Count count;
    for (; times > 0 && count.wrong.size() < 10; --times) {
        auto files = sample.files;
        flip(files.at(name), chance);
        open(files, sample.ledger, count);
    }
    std::cout << count.same << " times the same agents, " << count.refused << " times refused\n";
    return count;
}

class FlippedByte : public testing::TestWithParam<std::uint64_t> {};

TEST_P(FlippedByte, OfTheDatabaseIsHarmlessOrRefused)
{
    const auto count = flip_often(closed_sample(), "registry.db", GetParam(), times(500));
    EXPECT_THAT(count.wrong, testing::IsEmpty());
    EXPECT_GT(count.refused, count.same / 2); // about half of the pages hold nothing any more
}

TEST_P(FlippedByte, OfTheLogIsHarmlessOrRefused)
{
    const auto count = flip_often(killed_sample(), "registry.db-wal", GetParam(), times(250));
    EXPECT_THAT(count.wrong, testing::IsEmpty());
    EXPECT_GT(count.refused, count.same);
}

TEST_P(FlippedByte, OfADatabaseUnderALogIsHarmlessOrRefused)
{
    const auto count = flip_often(killed_sample(), "registry.db", GetParam(), times(50));
    EXPECT_THAT(count.wrong, testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, FlippedByte, testing::Range(std::uint64_t{1}, std::uint64_t{5}));

// The negative control: without its witness, a damaged log ends early and nothing tells.
TEST(FlippedByteControl, OfALogWithoutWitnessGoesUnseen)
{
    auto sample = killed_sample();
    sample.files.erase("head");
    EXPECT_FALSE(flip_often(sample, "registry.db-wal", 1, 100).wrong.empty());
}

} // namespace
} // namespace a2a::fault
