// SPDX-License-Identifier: Apache-2.0
// a2a-bench-relevance: how often the right agent comes first, beside a plain BM25.
#include "relevance/report.hpp"
#include "relevance/systems.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

namespace a2a::bench {
namespace {

struct Options {
    std::filesystem::path data = "bench/relevance";
    std::filesystem::path queries;
    bool sealed = false;
    std::size_t worst = 0;
    std::string worst_of = "agents or suggestions";
    bool json = false;
};

void declare(CLI::App& app, Options& options)
{
    app.add_option("--data", options.data, "the folder of cards.ndjson and the queries")
        ->capture_default_str();
    auto* queries = app.add_option("--queries", options.queries, "graded queries, instead of the open half");
    app.add_flag("--sealed", options.sealed, "the sealed half: for judging, not for tuning")
        ->excludes(queries);
    app.add_option("--worst", options.worst, "also list so many queries with the least nDCG");
    app.add_option("--worst-of", options.worst_of, "of this ranking")->capture_default_str();
    app.add_flag("--json", options.json, "JSON instead of a table");
}

std::vector<Judged> read_queries(const std::filesystem::path& path)
{
    std::ifstream file{path};
    if (!file) throw std::runtime_error("cannot read " + path.string());
    const std::string lines{std::istreambuf_iterator<char>{file}, {}};
    return parse_judged(lines);
}

// An agent that does not exist would lower every ranking alike, and nobody would know why.
void expect_all(const Arena& arena, const std::vector<Judged>& queries)
{
    for (const auto& judged : queries)
        for (const auto& [agent, grade] : judged.grades)
            if (!arena.has(agent))
                throw std::runtime_error('"' + judged.query + "\" names an unknown agent: " + agent);
}

Outcome judge(const System& system, const std::vector<Judged>& queries)
{
    Outcome outcome{.system = system.name, .figures = {}, .rankings = {}};
    Scorer scorer;
    for (const auto& judged : queries) {
        auto ranking = system.rank(judged.query);
        scorer.add(ranking, judged.grades);
        outcome.rankings.push_back({judged, std::move(ranking)});
    }
    outcome.figures = scorer.figures();
    return outcome;
}

void compare(const Options& options)
{
    const auto path = !options.queries.empty() ? options.queries
                      : options.sealed         ? options.data / "queries_sealed.tsv"
                                               : options.data / "queries_open.tsv";
    const Arena arena{options.data / "cards.ndjson"};
    const auto queries = read_queries(path);
    expect_all(arena, queries);

    std::vector<Outcome> outcomes;
    for (const auto& system : arena.systems()) outcomes.push_back(judge(system, queries));
    if (!options.json) std::cout << queries.size() << " queries over " << arena.agents() << " agents\n\n";
    std::cout << (options.json ? json : markdown)(outcomes);
    for (const auto& outcome : outcomes)
        if (options.worst > 0 && outcome.system == options.worst_of)
            std::cout << worst(outcome, options.worst);
}

int run_program(int argc, char** argv)
{
    Options options;
    CLI::App app{"Rankings against graded answers"};
    declare(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        compare(options);
        return std::cout.flush() ? 0 : 1;
    } catch (const std::exception& fault) {
        std::cerr << "a2a-bench-relevance: " << fault.what() << '\n';
        return 1;
    }
}

} // namespace
} // namespace a2a::bench

int main(int argc, char** argv)
{
    return a2a::bench::run_program(argc, argv);
}
