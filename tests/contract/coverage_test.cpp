// SPDX-License-Identifier: Apache-2.0
// That the cases speak of everything: every error that can occur, every route.
#include "api/problem.hpp"
#include "app/application.hpp"
#include "contract/case.hpp"
#include "contract/wire.hpp"
#include "observe/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace a2a::contract {
namespace {

using testing::IsEmpty;

// What no request can bring about yet, and what will.
constexpr std::array kNotYet{
    Errc::forbidden,       // the gate answers 401 before the use case is asked; owners of agents
    Errc::storage_full,    // durable storage
    Errc::read_only,       // durable storage
    Errc::outcome_unknown, // durable storage; the writer's unit test has it with a journal that fails
    Errc::overloaded,      // a slow journal, or too many long searches; unit and e2e tests have both
    Errc::loading,         // durable storage
    Errc::unavailable,     // writes after the writer has stopped; its unit test has it
    Errc::internal,        // a bug
};

std::string everything_said()
{
    std::string all;
    for (const auto& one : all_cases()) all += one.steps.dump();
    return all;
}

bool is_said(const std::string& all, Errc code)
{
    return all.find("/problems/" + std::string{api::slug_of(code)}) != std::string::npos;
}

TEST(Coverage, EveryErrorThatCanOccurHasACase)
{
    const auto all = everything_said();
    std::vector<std::string_view> missing;
    for (std::size_t i = 0; i < kErrcCount; ++i) {
        const auto code = static_cast<Errc>(i);
        const bool can_occur = std::ranges::find(kNotYet, code) == kNotYet.end();
        if (can_occur && !is_said(all, code)) missing.push_back(api::slug_of(code));
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(Coverage, WhatCannotOccurYetHasNoCase)
{
    const auto all = everything_said();
    std::vector<std::string_view> told;
    for (const auto code : kNotYet)
        if (is_said(all, code)) told.push_back(api::slug_of(code));
    EXPECT_THAT(told, IsEmpty());
}

// "/agents/a%2Fb?x=y" is "/agents/{id}", unless a route has the very path.
std::string pattern_of(std::string_view target, const Json& paths)
{
    const std::string path{target.substr(0, target.find('?'))};
    if (paths.contains(path)) return path;
    const auto begin = std::string_view{"/agents/"}.size();
    const auto end = std::min(path.find('/', std::min(begin, path.size())), path.size());
    return path.starts_with("/agents/") ? "/agents/{id}" + path.substr(end) : path;
}

std::set<std::string> operations_in_cases(const Json& paths)
{
    std::set<std::string> all;
    for (const auto& one : all_cases()) {
        for (const auto& step : one.steps) {
            const auto line = step.at("do").get<std::string>();
            const auto space = line.find(' ');
            if (step.at("status").get<int>() < 300)
                all.insert(line.substr(0, space) + ' ' +
                           pattern_of(std::string_view{line}.substr(space + 1), paths));
        }
    }
    return all;
}

TEST(Coverage, EveryRouteHasACaseThatGoesWell)
{
    log::set_level(log::Level::error);
    Config config;
    config.listen.port = 0;
    config.listen.worker_count = 1;
    Application server{config};
    server.start();
    const auto answer = exchange({.port = server.port()},
                                 "GET /openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false);
    server.stop();
    const auto paths = Json::parse(answer.body).at("paths");
    const auto told = operations_in_cases(paths);
    std::vector<std::string> missing;
    for (const auto& [path, operations] : paths.items()) {
        for (const auto& [verb, ignored] : operations.items()) {
            auto operation = verb + ' ' + path;
            std::ranges::transform(verb, operation.begin(),
                                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
            if (!told.contains(operation)) missing.push_back(operation);
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

// A runner that finds nothing wrong with anything proves nothing.
TEST(PlantedFault, IsFoundByThePatterns)
{
    EXPECT_TRUE(is_like("a*c", "abc"));
    EXPECT_TRUE(is_like("*", ""));
    EXPECT_FALSE(is_like("a*c", "ab"));
    EXPECT_FALSE(is_like("a", "ab"));
}

} // namespace
} // namespace a2a::contract
