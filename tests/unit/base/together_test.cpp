// SPDX-License-Identifier: Apache-2.0
#include "base/together.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a2a {
namespace {

// Writes down what is posted to it, one line a time.
using Log = std::vector<std::string>;

class Noted final : public Resumable {
public:
    Noted(char name, Log& loop) : name_{name}, loop_{loop} {}
    void resume() override { loop_.back() += name_; }
    const void* loop() const override { return &loop_; }
    void post(All all) const override
    {
        loop_.emplace_back();
        for (const auto& one : all) one->resume();
    }

private:
    char name_;
    Log& loop_;
};

TEST(Together, GoesToEachLoopAtOnce)
{
    Log first, second;
    {
        const Together together;
        Together::post(std::make_shared<Noted>('a', first));
        Together::post(std::make_shared<Noted>('b', second));
        Together::post(std::make_shared<Noted>('c', first));
        EXPECT_EQ(first, Log{});
    }
    EXPECT_EQ(first, Log{"ac"});
    EXPECT_EQ(second, Log{"b"});
}

TEST(Together, OutsideOfAScopeEachGoesAlone)
{
    Log loop;
    Together::post(std::make_shared<Noted>('a', loop));
    Together::post(std::make_shared<Noted>('b', loop));
    EXPECT_EQ(loop, (Log{"a", "b"}));
}

} // namespace
} // namespace a2a
