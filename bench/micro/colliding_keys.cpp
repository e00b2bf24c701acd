// SPDX-License-Identifier: Apache-2.0
// What keys cost that were made to collide in libstdc++'s hash, beside others as long: as ids, skills,
// tags and words of agents that are registered one by one, loaded as a start does it, found and removed,
// and as members of one card. `ratio` is what to look at: about 1. The last one is the control, a table
// with that hash.
#include "cards/colliding.hpp"
#include "cards/json_writer.hpp"
#include "catalog/catalog.hpp"
#include "search/memory.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace a2a::bench {
namespace {

constexpr std::size_t kAgents = 20'000;
constexpr std::size_t kMembers = 5'000; // about as many as a card has room for
constexpr int kRounds = 5;

using Texts = std::vector<std::string>;
using Cost = std::chrono::nanoseconds;

template <class Work>
Cost cost_of(const Work& work)
{
    const auto before = thread_cpu_time();
    work();
    return thread_cpu_time() - before;
}

// Where in an agent the text stands.
enum class Place : std::uint8_t { id, skill, tag, word };

std::string card_with(Place place, const std::string& text)
{
    const auto skill = Writer{}
                           .text("id", place == Place::skill ? text : "skill")
                           .text("name", "Skill")
                           .text("description", "Does the work")
                           .raw("tags", '[' + quoted(place == Place::tag ? text : "tag") + ']');
    return Writer{}
        .text("name", "Agent")
        .text("description", place == Place::word ? text : "An agent")
        .text("url", "http://localhost:3000/agents")
        .raw("skills", '[' + skill.object() + ']')
        .object();
}

std::vector<Change> registrations(Place place, const Texts& texts)
{
    std::vector<Change> changes;
    for (const auto& text : texts) {
        auto parsed = card::parse(card_with(place, text), {});
        if (!parsed) throw std::logic_error{"a made card was refused"};
        const auto nth = changes.size() + 1;
        changes.push_back({.revision = nth,
                           .id = place == Place::id ? text : "agent-" + std::to_string(nth),
                           .at = WallTime{std::chrono::milliseconds{nth}},
                           .card = *std::move(parsed)});
    }
    return changes;
}

Cost come_and_go(Place place, const Texts& texts)
{
    const auto changes = registrations(place, texts);
    auto removals = changes;
    for (auto& removal : removals) {
        removal.revision += changes.size();
        removal.card = nullptr;
    }
    Catalog catalog;
    return cost_of([&] {
        for (const auto& change : changes) catalog.apply(change);
        for (const auto& change : changes) benchmark::DoNotOptimize(catalog.find(change.id));
        for (const auto& removal : removals) catalog.apply(removal);
    });
}

Cost start(Place place, const Texts& texts)
{
    const auto changes = registrations(place, texts);
    Catalog catalog;
    return cost_of([&] { catalog.load(changes, 1); });
}

Cost members(Place, const Texts& texts)
{
    Writer card;
    card.text("name", "Agent").text("url", "http://localhost:3000/agents");
    for (const auto& text : texts) card.raw(text, "1");
    const auto bytes = card.object();
    return cost_of([&] {
        if (!card::parse(bytes, {})) throw std::logic_error{"a card of many members was refused"};
    });
}

Cost control(Place, const Texts& texts)
{
    std::unordered_map<std::string, std::size_t> table;
    return cost_of([&] {
        for (const auto& text : texts) table.emplace(text, table.size());
    });
}

using Measured = Cost (*)(Place, const Texts&);

// Round after round the two take turns; the ratio is the median of the rounds'.
void compare(benchmark::State& state, Measured measured, Place place, std::size_t count)
{
    const auto colliding = colliding_texts(count);
    const auto ordinary = ordinary_texts(count);
    std::vector<double> ratios;
    Cost all{0}, of_ordinary{0};
    for (auto _ : state) {
        const auto first = measured(place, colliding);
        const auto second = measured(place, ordinary);
        state.SetIterationTime(std::chrono::duration<double>(first).count());
        ratios.push_back(std::chrono::duration<double>(first) / std::chrono::duration<double>(second));
        all += first;
        of_ordinary += second;
    }
    std::ranges::sort(ratios);
    const auto us_each = [&](Cost cost) {
        return std::chrono::duration<double, std::micro>(cost).count() /
               static_cast<double>(count * ratios.size());
    };
    state.counters["us_each"] = us_each(all);
    state.counters["ordinary_us_each"] = us_each(of_ordinary);
    state.counters["ratio"] = ratios[ratios.size() / 2];
}

const bool kRegistered = [] {
    const auto add = [](const std::string& name, Measured measured, Place place, std::size_t count) {
        benchmark::RegisterBenchmark(("colliding/" + name).c_str(), compare, measured, place, count)
            ->Iterations(kRounds)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    };
    const std::pair<const char*, Place> places[] = {
        {"ids", Place::id}, {"skills", Place::skill}, {"tags", Place::tag}, {"words", Place::word}};
    for (const auto& [name, place] : places) {
        add(name, come_and_go, place, kAgents);
        add("start/" + std::string{name}, start, place, kAgents);
    }
    add("members", members, {}, kMembers);
    add("control", control, {}, kAgents);
    return true;
}();

} // namespace
} // namespace a2a::bench
