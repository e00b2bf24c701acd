// SPDX-License-Identifier: Apache-2.0
// a2a-bench-queries: the cards and the queries that a2a-bench-search measures, for a server.
#include "search/bodies.hpp"
#include "search/classes.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace a2a::bench {
namespace {

struct Options {
    Fleet fleet{.agents = 1000};
    bool guide = false;
    bool classes = false;
    bool cards = false;
    std::string kind;
    std::size_t queries = 300;
};

void declare(CLI::App& app, Options& options)
{
    std::vector<std::string> kinds;
    for (const auto& queries : query_classes()) kinds.emplace_back(queries.name);
    app.add_option("--agents", options.fleet.agents, "how many")->check(CLI::Range(1, 10'000'000));
    app.add_option("--seed", options.fleet.seed, "of cards and queries")->capture_default_str();
    app.add_flag("--guide", options.guide, "the performance guide's card instead of real-like ones");
    auto* what = app.add_option_group("what");
    what->add_flag("--classes", options.classes, "the names of the classes, with what they are");
    what->add_flag("--cards", options.cards, "one card a line, for POST /agents:import");
    what->add_option("--class", options.kind, "bodies for POST /agents/search, one a line")
        ->check(CLI::IsMember(kinds));
    what->require_option(1);
    app.add_option("--queries", options.queries, "how many bodies")->capture_default_str();
}

// A page by its cursor cannot be asked of a server that did not give the cursor.
void print_classes()
{
    for (const auto& queries : query_classes())
        if (queries.kind != Kind::deep_page) std::cout << queries.name << '\t' << queries.label << '\n';
}

void print_cards(const Fleet& fleet)
{
    for (std::uint64_t i = 0; i < fleet.agents && std::cout; ++i) std::cout << card_of(fleet, i) << '\n';
}

void print_queries(const Options& options)
{
    const Sample sample{options.fleet};
    const auto kind = class_named(options.kind)->kind; // one of them: checked above
    for (const auto& query : queries_of(kind, options.fleet, sample, options.queries))
        std::cout << body_of(query) << '\n';
}

int run_program(int argc, char** argv)
{
    std::ios::sync_with_stdio(false);
    Options options;
    CLI::App app{"The cards and queries of the search benchmark, the same for the same seed"};
    declare(app, options);
    CLI11_PARSE(app, argc, argv);
    options.fleet.kind = options.guide ? CardKind::guide : CardKind::real;
    try {
        if (options.classes)
            print_classes();
        else if (options.cards)
            print_cards(options.fleet);
        else
            print_queries(options);
        return std::cout.flush() ? 0 : 1;
    } catch (const std::exception& fault) {
        std::cerr << "a2a-bench-queries: " << fault.what() << '\n';
        return 1;
    }
}

} // namespace
} // namespace a2a::bench

int main(int argc, char** argv)
{
    return a2a::bench::run_program(argc, argv);
}
