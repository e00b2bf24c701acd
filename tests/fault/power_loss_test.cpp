// SPDX-License-Identifier: Apache-2.0
// The power goes at any moment: what was acknowledged is there afterwards (promise P1), with
// its revision and bytes, and nothing else but, whole or not at all, the batch under way.
#include "fault/counts.hpp"
#include "fault/trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::fault {
namespace {

constexpr std::size_t kCrashesOfOne = 20; // then begin with an empty disk again
constexpr std::size_t kCrashes = times(250);

class PowerLoss : public testing::TestWithParam<std::uint64_t> {};

TEST_P(PowerLoss, LosesNothingThatWasAcknowledged)
{
    std::size_t crashes = 0, committed = 0, in_doubt = 0, survived = 0, refused = 0;
    for (std::uint64_t round = 0; crashes < kCrashes; ++round) {
        Trial trial{GetParam() * 1'000 + round};
        for (std::size_t i = 0; i < kCrashesOfOne; ++i, ++crashes) {
            trial.live_and_crash();
            ASSERT_THAT(trial.lost(), testing::IsEmpty()) << "round " << round << ", crash " << i;
        }
        committed += trial.committed();
        in_doubt += trial.in_doubt();
        survived += trial.survived();
        refused += trial.refused();
    }
    RecordProperty("crashes", std::to_string(crashes));
    std::cout << crashes << " crashes, " << refused << " of them while opening, " << in_doubt
              << " within a commit, which " << survived << " times survived whole; " << committed
              << " batches acknowledged, 0 lost\n";
    EXPECT_GT(refused, crashes / 20);
    EXPECT_GT(in_doubt, crashes / 20);
    EXPECT_TRUE(survived > 0 || kIsSanitized); // one in fifty
}

INSTANTIATE_TEST_SUITE_P(Seeds, PowerLoss, testing::Range(std::uint64_t{1}, std::uint64_t{5}));

// The negative controls: what must be found lost, and after how many crashes; 0: it was not.
std::size_t crashes_until_lost(bool relaxed, bool ignores_syncs)
{
    std::size_t crashes = 0;
    for (std::uint64_t round = 0; crashes < 4 * kCrashes; ++round) {
        Trial trial{round, relaxed};
        if (ignores_syncs) trial.disk().ignore_syncs();
        for (std::size_t i = 0; i < kCrashesOfOne; ++i) {
            ++crashes;
            trial.live_and_crash();
            if (trial.lost().empty()) continue;
            std::cout << "after " << crashes << " crashes: " << trial.lost().front() << '\n';
            return crashes;
        }
    }
    return 0;
}

TEST(PowerLossControl, AnAnswerThatDoesNotWaitForTheDiskIsFoundOut)
{
    EXPECT_GT(crashes_until_lost(true, false), 0u);
}

TEST(PowerLossControl, ADriveThatLiesIsFoundOut)
{
    EXPECT_GT(crashes_until_lost(false, true), 0u);
}

} // namespace
} // namespace a2a::fault
