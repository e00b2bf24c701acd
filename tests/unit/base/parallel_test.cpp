// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace a2a {
namespace {

TEST(Parallel, DoesEveryShareOnce)
{
    for (const std::size_t threads : {0U, 1U, 2U, 7U}) {
        for (const std::size_t shares : {0U, 1U, 5U, 1000U}) {
            std::vector<std::atomic<int>> times(shares);
            in_parallel(threads, shares, [&](std::size_t share) { ++times[share]; });
            for (const auto& done : times) EXPECT_EQ(done, 1);
        }
    }
}

TEST(Parallel, OneThreadIsTheCallers)
{
    const auto here = std::this_thread::get_id();
    in_parallel(1, 10, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), here); });
}

TEST(Parallel, WhatAShareThrowsComesOut)
{
    std::atomic<std::size_t> done{0};
    const auto work = [&](std::size_t share) {
        if (share == 3) throw std::runtime_error{"three"};
        ++done;
    };
    for (const std::size_t threads : {1U, 4U})
        EXPECT_THROW(in_parallel(threads, 1000, work), std::runtime_error);
    EXPECT_LT(done, 2000U);
}

TEST(Parallel, SharesAreTheWholeInOrder)
{
    for (const std::size_t size : {0U, 1U, 10U, 4096U}) {
        std::vector<int> all(size);
        std::iota(all.begin(), all.end(), 0);
        for (const std::size_t shares : {1U, 3U, 16U}) {
            std::vector<int> together;
            for (std::size_t nth = 0; nth < shares; ++nth) {
                const auto share = share_of(std::span{all}, nth, shares);
                EXPECT_LE(share.size(), size / shares + 1);
                together.insert(together.end(), share.begin(), share.end());
            }
            EXPECT_EQ(together, all);
        }
    }
}

} // namespace
} // namespace a2a
