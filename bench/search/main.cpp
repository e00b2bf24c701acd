// SPDX-License-Identifier: Apache-2.0
// a2a-bench-search: what searches cost at several numbers of agents, and what agents cost in
// memory, without a server around the catalog.
#include "search/fts.hpp"
#include "search/report.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

namespace a2a::bench {
namespace {

struct Options {
    std::vector<std::uint64_t> agents{10'000, 100'000};
    std::string cards = "real";
    std::uint64_t seed = 1;
    std::size_t queries = 300;
    std::vector<std::string> classes;
    double seconds_each = 3;
    ContentionPlan contention;
    double contention_s = 5;
    std::uint64_t fts_agents_max = 100'000;
    bool json = false;
};

void declare(CLI::App& app, Options& options)
{
    std::vector<std::string> kinds;
    for (const auto& queries : query_classes()) kinds.emplace_back(queries.name);
    app.add_option("--agents", options.agents, "how many, one table row each")
        ->delimiter(',')
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    app.add_option("--cards", options.cards, "the performance guide's, or like the published ones")
        ->check(CLI::IsMember({"guide", "real"}))
        ->capture_default_str();
    app.add_option("--seed", options.seed, "of cards and queries")->capture_default_str();
    app.add_option("--queries", options.queries, "different ones of each class")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    app.add_option("--class", options.classes, "only these classes")->check(CLI::IsMember(kinds));
    app.add_option("--seconds", options.seconds_each, "at most, for each class")->capture_default_str();
    app.add_option("--contention-seconds", options.contention_s, "0 leaves that part out")
        ->capture_default_str();
    app.add_option("--searchers", options.contention.searchers, "threads that search beside the writer")
        ->capture_default_str();
    app.add_option("--writes", options.contention.writes_per_second, "a second, beside the searchers")
        ->check(CLI::Range(1.0, 1e6))
        ->capture_default_str();
    app.add_option("--fts-agents-max", options.fts_agents_max,
                   "compare with SQLite up to so many agents; 0 leaves it out")
        ->capture_default_str();
    app.add_flag("--json", options.json, "JSON instead of tables");
}

std::chrono::nanoseconds nanoseconds(double seconds)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
}

// What is being done now, on a terminal only.
void tell(const std::string& what)
{
    if (::isatty(STDERR_FILENO) != 0) std::cerr << "\r\x1b[K" << what << std::flush;
}

bool is_wanted(const Options& options, const QueryClass& queries)
{
    return options.classes.empty() ||
           std::ranges::find(options.classes, queries.name) != options.classes.end();
}

void time_classes(SizeReport& report, const Options& options, const Catalog& catalog, const Sample& sample)
{
    for (const auto& queries : query_classes()) {
        if (!is_wanted(options, queries)) continue;
        tell("timing: " + std::string{queries.label});
        auto asked = queries_of(queries.kind, report.fleet, sample, options.queries);
        if (queries.kind == Kind::deep_page)
            for (auto& query : asked) turn_to_page_50(catalog, query);
        report.classes.push_back(
            {queries, time_queries(catalog, asked, nanoseconds(options.seconds_each)), std::nullopt});
    }
}

void contend_with_writes(SizeReport& report, const Options& options, Catalog& catalog, const Sample& sample)
{
    if (options.contention_s <= 0) return;
    tell("writing beside searches");
    std::vector<Query> mixed;
    for (const auto& queries : query_classes())
        for (auto& query : queries_of(queries.kind, report.fleet, sample, 20))
            mixed.push_back(std::move(query));
    Random random{options.seed};
    for (auto i = mixed.size(); i > 1; --i)
        std::swap(mixed[i - 1], mixed[random.below(static_cast<std::uint32_t>(i))]);

    auto plan = options.contention;
    plan.duration = nanoseconds(options.contention_s);
    auto without_writes = plan;
    without_writes.writes_per_second = 0;
    report.quiet = contend(catalog, report.fleet, mixed, without_writes);
    report.written = contend(catalog, report.fleet, mixed, plan);
}

void compare_with_fts(SizeReport& report, const Options& options, const Sample& sample)
{
    if (report.fleet.agents > options.fts_agents_max) return;
    constexpr std::array kCompared{Kind::rare_word, Kind::inner_part, Kind::common_word, Kind::three_words};
    tell("filling SQLite");
    FtsIndex fts;
    for (std::uint64_t i = 0; i < report.fleet.agents; ++i) fts.add(parsed_card_of(report.fleet, i)->card);
    fts.finish();
    for (auto& each : report.classes) {
        if (std::ranges::find(kCompared, each.queries.kind) == kCompared.end()) continue;
        tell("timing SQLite: " + std::string{each.queries.label});
        const auto asked = queries_of(each.queries.kind, report.fleet, sample, options.queries);
        each.fts = time_each(asked.size(), nanoseconds(options.seconds_each), [&](std::size_t i) {
            return Asked{.total = fts.top20(asked[i].text), .refused = false};
        });
    }
}

SizeReport measure(const Options& options, std::uint64_t agents)
{
    SizeReport report;
    report.fleet = {.kind = options.cards == "guide" ? CardKind::guide : CardKind::real,
                    .agents = agents,
                    .seed = options.seed};
    tell("drawing queries");
    const Sample sample{report.fleet};
    {
        Catalog catalog;
        report.filling =
            fill(catalog, report.fleet, [](std::uint64_t done) { tell("filling: " + std::to_string(done)); });
        time_classes(report, options, catalog, sample);
        contend_with_writes(report, options, catalog, sample);
    }
    compare_with_fts(report, options, sample);
    tell("");
    return report;
}

int run_program(int argc, char** argv)
{
    Options options;
    CLI::App app{"Search in process: latency, memory, writes beside it, and SQLite FTS5 beside it"};
    declare(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        std::vector<SizeReport> sizes;
        for (const auto agents : options.agents) sizes.push_back(measure(options, agents));
        std::cout << (options.json ? json : markdown)(sizes) << std::flush;
        return std::cout ? 0 : 1;
    } catch (const std::exception& fault) {
        std::cerr << "a2a-bench-search: " << fault.what() << '\n';
        return 1;
    }
}

} // namespace
} // namespace a2a::bench

int main(int argc, char** argv)
{
    return a2a::bench::run_program(argc, argv);
}
