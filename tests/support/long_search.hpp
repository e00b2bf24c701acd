// SPDX-License-Identifier: Apache-2.0
// A catalog that some searches take long in, and a search pool that does nothing for a while.
#pragma once

#include "catalog/catalog.hpp"
#include "registry/search_pool.hpp"
#include "support/agents.hpp"

#include <future>
#include <memory>
#include <string>
#include <vector>

namespace a2a::test {

// Broad in every way: all of the crowd has these words, and all of it is counted.
inline constexpr const char* kLongSearch =
    R"({"query":"does what asked","facets":["skills","tags","transport","provider"],"limit":1})";
inline constexpr const char* kLongLink =
    "/agents?q=does+what+asked&facets=skills,tags,transport,provider&limit=1";
inline constexpr const char* kWholeCrowd = R"("total":12000)"; // in the answer to either
inline constexpr const char* kShortSearch = R"({"skills":"rare"})";

// Registers as many agents of one card that a broad search over them is long, and one agent "rare".
inline void register_crowd(Catalog& catalog)
{
    constexpr Revision kCrowd = 12'000;
    const auto usual = accepted(card("Agent").description("does what it is asked").dump());
    std::vector<Change> changes;
    for (Revision revision = 1; revision <= kCrowd; ++revision)
        changes.push_back({.revision = revision,
                           .id = "agent-" + std::to_string(revision),
                           .at = at_second(1),
                           .card = usual});
    changes.push_back({.revision = kCrowd + 1,
                       .id = "rare",
                       .at = at_second(2),
                       .card = accepted(card("Rare").skill("rare", {"rare"}, "seldom").dump())});
    catalog.apply(changes);
}

// Keeps every thread of a pool busy until release().
class Blockade {
public:
    Blockade(SearchPool& pool, std::size_t threads)
    {
        std::vector<std::future<void>> begun;
        for (std::size_t i = 0; i < threads; ++i) {
            auto has_begun = std::make_shared<std::promise<void>>();
            begun.push_back(has_begun->get_future());
            const auto refusal = pool.submit([has_begun, end = end_] {
                has_begun->set_value();
                end.wait();
            });
            if (refusal) has_begun->set_value(); // and the test that relies on it fails
        }
        for (auto& one : begun) one.wait();
    }
    ~Blockade() { release(); }
    Blockade(const Blockade&) = delete;
    Blockade& operator=(const Blockade&) = delete;

    void release()
    {
        if (!released_) ended_.set_value();
        released_ = true;
    }

private:
    std::promise<void> ended_;
    std::shared_future<void> end_ = ended_.get_future().share();
    bool released_ = false;
};

} // namespace a2a::test
