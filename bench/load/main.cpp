// SPDX-License-Identifier: Apache-2.0
// a2a-registry-load: registers agents, then asks for them, and says how long it took.
#include "load/generator.hpp"
#include "load/plot.hpp"
#include "load/report.hpp"
#include "load/scenario.hpp"
#include "load/target.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace a2a::bench {
namespace {

struct Options {
    std::string url = "http://127.0.0.1:8000";
    std::string scenario = "register";
    std::string bodies;
    Population population;
    std::size_t concurrent = 50;
    std::uint64_t requests = 0;
    std::vector<double> rates;
    std::string plot;
    double duration_s = 0;
    double timeout_s = 10;
    bool allow_remote = false;
    bool prepared = false;
    bool json = false;
};

void declare(CLI::App& app, Options& options)
{
    const std::vector<std::string> names{kScenarioNames.begin(), kScenarioNames.end()};
    app.add_option("--url", options.url, "where the registry is")->capture_default_str();
    app.add_option("--scenario", options.scenario, "what to ask for")
        ->check(CLI::IsMember(names))
        ->capture_default_str();
    app.add_option("--bodies", options.bodies, "scenario search: with these bodies, a line each, in turn")
        ->check(CLI::ExistingFile);
    app.add_option("--agents", options.population.agents, "how many agents it is about")
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    app.add_flag("--real-like", options.population.real_like,
                 "cards like the published ones, not the guide's");
    app.add_option("--seed", options.population.seed, "of cards and order")->capture_default_str();
    app.add_option("--concurrent", options.concurrent, "connections")
        ->check(CLI::Range(1, 20'000))
        ->capture_default_str();
    app.add_option("--requests", options.requests,
                   "stop after this many; register: one for each agent; delete: always that");
    auto* const rate =
        app.add_option("--rate", options.rates,
                       "requests a second, whatever the server does (open loop); several, with "
                       "commas between them, are run one after the other")
            ->delimiter(',')
            ->check(CLI::Range(0.001, 10e6));
    app.add_option("--plot", options.plot, "a file to draw latency over rate in, as SVG")->needs(rate);
    app.add_option("--duration", options.duration_s,
                   "seconds; 10, or at most 600 when --requests ends the run")
        ->check(CLI::Range(0.0, 86'400.0));
    app.add_option("--timeout", options.timeout_s, "seconds to wait for an answer")
        ->check(CLI::Range(0.001, 600.0))
        ->capture_default_str();
    app.add_flag("--prepared", options.prepared, "the agents are registered already");
    app.add_flag("--allow-remote", options.allow_remote, "go to another machine than this one");
    app.add_flag("--json", options.json, "one JSON object");
}

std::chrono::nanoseconds nanoseconds(double seconds)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
}

std::vector<Call> calls_for(const Options& options, Scenario scenario, const Target& target)
{
    if (scenario != Scenario::search || options.bodies.empty())
        return calls_of(scenario, options.population, target.url);
    std::ifstream file{options.bodies};
    const std::string bodies{std::istreambuf_iterator<char>{file}, {}};
    auto calls = searches_of(bodies, target.url);
    if (calls.empty()) throw std::runtime_error(options.bodies + " has no bodies");
    return calls;
}

Plan plan_of(const Options& options, Scenario scenario, const Target& target, double rate = 0)
{
    const auto once = requests_of(scenario, options.population);
    const auto requests = options.requests == 0 || scenario == Scenario::remove ? once : options.requests;
    const double longest = requests == 0 ? 10 : 600;
    return {.server = target.server,
            .calls = calls_for(options, scenario, target),
            .connections = options.concurrent,
            .requests = requests,
            .rate = rate,
            .duration = nanoseconds(options.duration_s > 0 ? options.duration_s : longest),
            .timeout = nanoseconds(options.timeout_s)};
}

// A line that is written over, on a terminal only.
Progress progress_of(std::string_view doing)
{
    if (::isatty(STDERR_FILENO) == 0) return {};
    return [doing](std::uint64_t ended) { std::cerr << '\r' << doing << ": " << ended << std::flush; };
}

void end_progress()
{
    if (::isatty(STDERR_FILENO) != 0) std::cerr << "\r\x1b[K";
}

// Registers the agents, as fast as they are taken. False when one was refused.
bool prepare(const Options& options, const Target& target)
{
    Options all;
    all.population = options.population;
    all.concurrent = std::min<std::size_t>(options.concurrent, 64);
    const auto tally = run(plan_of(all, Scenario::register_, target), progress_of("registering"));
    end_progress();
    if (tally.failed() == 0) return true;
    std::cerr << "a2a-registry-load: " << tally.failed() << " of " << tally.total
              << " agents were not registered\n";
    return false;
}

void draw(const Options& options, const std::vector<RatePoint>& points)
{
    std::ofstream file{options.plot};
    file << plot(options.scenario + ", " + std::to_string(options.concurrent) + " connections", points);
    if (!file.flush()) throw std::runtime_error(options.plot + " cannot be written");
}

int measure(const Options& options)
{
    const auto target = find_target(options.url, options.allow_remote);
    if (!target) {
        std::cerr << "a2a-registry-load: " << target.error().detail << '\n';
        return 2;
    }
    const auto scenario = scenario_named(options.scenario).value_or(Scenario::register_);
    if (needs_agents(scenario) && !options.prepared && !prepare(options, *target)) return 1;

    std::vector<RatePoint> points;
    for (const auto rate : options.rates.empty() ? std::vector<double>{0} : options.rates) {
        const auto plan = plan_of(options, scenario, *target, rate);
        points.push_back({.rate = rate, .tally = run(plan, progress_of(options.scenario))});
        end_progress();
        std::cout << (options.json ? json_summary : summary)(options.scenario, plan, points.back().tally)
                  << std::flush;
    }
    if (!options.plot.empty()) draw(options, points);
    const auto failed = [](const RatePoint& point) { return point.tally.failed() > 0; };
    return std::ranges::any_of(points, failed) ? 1 : 0;
}

int run_program(int argc, char** argv)
{
    Options options;
    CLI::App app{"Load for an A2A Registry: how many requests a second, how late, how many wrong"};
    declare(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        return measure(options);
    } catch (const std::exception& fault) {
        std::cerr << "a2a-registry-load: " << fault.what() << '\n';
        return 2;
    }
}

} // namespace
} // namespace a2a::bench

int main(int argc, char** argv)
{
    return a2a::bench::run_program(argc, argv);
}
