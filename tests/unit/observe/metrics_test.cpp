// SPDX-License-Identifier: Apache-2.0
#include "observe/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <thread>

namespace a2a::observe {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

enum Routes : std::size_t { get_agent, list_agents };

std::unique_ptr<Metrics> make_metrics(std::size_t workers)
{
    auto metrics = std::make_unique<Metrics>(Identity{"1.2.3", "host:8000", "memory"});
    metrics->serve({{"GET", "/agents/{id}"}, {"GET", "/agents"}}, workers);
    return metrics;
}

// Everything that can be counted, once.
std::unique_ptr<Metrics> make_busy_metrics()
{
    auto metrics = make_metrics(1);
    metrics->worker(0).answered(get_agent, 200, 1ms, 100, 1'000);
    metrics->committed(2ms, 3, true);
    metrics->limit("max_agents", 10'000);
    metrics->on_scrape([](Levels& levels) {
        levels.indexes.push_back({"skills", 7});
        levels.caches.push_back({"rendered", 1'024, 5, 2});
    });
    return metrics;
}

TEST(Metrics, AddUpWhatTheWorkersCounted)
{
    const auto metrics = make_metrics(3);
    for (std::size_t i = 0; i < 3; ++i) {
        auto& worker = metrics->worker(i);
        worker.connection_opened();
        worker.request_started();
        worker.answered(get_agent, 200, 300us, 10, 100);
        worker.request_finished();
    }
    metrics->worker(1).answered(get_agent, 404, 20s, 1, 2);
    metrics->worker(2).request_started();
    metrics->worker(2).request_refused(Overload::time);
    metrics->worker(0).began_to_wait();
    metrics->worker(1).began_to_wait();
    metrics->worker(1).ended_waiting();
    metrics->worker(2).connection_closed();
    metrics->worker(2).connection_refused(Refusal::per_client);
    metrics->worker(2).deadline_expired(Deadline::header);

    const auto text = metrics->scrape();
    for (const auto* line : {
             "registry_requests_total{method=\"GET\",endpoint=\"/agents/{id}\",status=\"200\"} 3\n",
             "registry_requests_refused_total{reason=\"requests_max\"} 0\n",
             "registry_requests_refused_total{reason=\"queue_time_max\"} 1\n",
             "registry_waiting_requests 1\n",
             "registry_requests_total{method=\"GET\",endpoint=\"/agents/{id}\",status=\"404\"} 1\n",
             "registry_requests_total{method=\"GET\",endpoint=\"/agents\",status=\"200\"} 0\n",
             "registry_request_duration_seconds_bucket{method=\"GET\",endpoint=\"/agents/"
             "{id}\",le=\"0.00025\"} 0\n",
             "registry_request_duration_seconds_bucket{method=\"GET\",endpoint=\"/agents/"
             "{id}\",le=\"0.0005\"} 3\n",
             "registry_request_duration_seconds_bucket{method=\"GET\",endpoint=\"/agents/{id}\",le=\"10\"} "
             "3\n",
             "registry_request_duration_seconds_bucket{method=\"GET\",endpoint=\"/agents/{id}\",le=\"+Inf\"} "
             "4\n",
             "registry_request_duration_seconds_count{method=\"GET\",endpoint=\"/agents/{id}\"} 4\n",
             "registry_request_duration_seconds_sum{method=\"GET\",endpoint=\"/agents/{id}\"} 20.0009",
             "registry_connections 2\n",
             "registry_connections_total 3\n",
             "registry_requests_in_flight 1\n",
             "registry_request_bytes_total 31\n",
             "registry_response_bytes_total 302\n",
             "registry_connections_refused_total{reason=\"per_client\"} 1\n",
             "registry_deadlines_expired_total{deadline=\"header\"} 1\n",
             "registry_info{instance_id=\"host:8000\",storage=\"memory\",version=\"1.2.3\"} 1\n",
         })
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_THAT(
        text, Not(HasSubstr("registry_request_duration_seconds_count{method=\"GET\",endpoint=\"/agents\"}")));

    const auto totals = metrics->totals();
    EXPECT_EQ(totals.requests, 4u);
    EXPECT_EQ(totals.nanoseconds, 20'000'900'000u);
    EXPECT_EQ(totals.connections, 2u);
    EXPECT_EQ(totals.in_flight, 1u);
}

TEST(Metrics, KeepLabelsInClosedSets)
{
    const auto metrics = make_metrics(1);
    metrics->worker(0).answered(metrics->unknown_path(), 404, 1us, 0, 0);
    metrics->worker(0).answered(metrics->unknown_method(), 405, 1us, 0, 0);
    metrics->worker(0).answered(metrics->unreadable(), 400, 1us, 0, 0);
    for (const unsigned odd : {0U, 299U, 599U, 999U, 70'000U})
        metrics->worker(0).answered(get_agent, odd, 1us, 0, 0);
    const auto text = metrics->scrape();
    EXPECT_THAT(text,
                HasSubstr("registry_requests_total{method=\"any\",endpoint=\"unknown\",status=\"404\"} 1\n"));
    EXPECT_THAT(text,
                HasSubstr("registry_requests_total{method=\"unknown\",endpoint=\"any\",status=\"405\"} 1\n"));
    EXPECT_THAT(
        text,
        HasSubstr("registry_requests_total{method=\"unknown\",endpoint=\"unknown\",status=\"400\"} 1\n"));
    EXPECT_THAT(
        text,
        HasSubstr("registry_requests_total{method=\"GET\",endpoint=\"/agents/{id}\",status=\"other\"} 5\n"));
}

TEST(Metrics, PutADurationAtABoundIntoItsBucket)
{
    const auto metrics = make_metrics(1);
    metrics->searched(100us);
    metrics->searched(100us + 1ns);
    const auto text = metrics->scrape();
    EXPECT_THAT(text, HasSubstr("registry_search_duration_seconds_bucket{le=\"0.0001\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("registry_search_duration_seconds_bucket{le=\"0.00025\"} 2\n"));
}

TEST(Metrics, CountOperationsAndCommits)
{
    const auto metrics = make_metrics(1);
    metrics->operation(Operation::register_, true);
    metrics->operation(Operation::import, false);
    metrics->committed(1ms, 64, true);
    metrics->committed(1ms, 1, false);
    const auto text = metrics->scrape();
    EXPECT_THAT(text,
                HasSubstr("registry_agent_operations_total{operation=\"register\",status=\"success\"} 1\n"));
    EXPECT_THAT(text,
                HasSubstr("registry_agent_operations_total{operation=\"register\",status=\"error\"} 0\n"));
    EXPECT_THAT(text,
                HasSubstr("registry_agent_operations_total{operation=\"import\",status=\"error\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("registry_journal_commits_total{status=\"success\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("registry_journal_commits_total{status=\"error\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("registry_journal_batch_writes_sum 65\n"));
}

TEST(Metrics, AskForLevelsAtEveryScrape)
{
    const auto metrics = make_metrics(1);
    std::uint64_t agents = 3;
    metrics->on_scrape([&](Levels& levels) { levels.agents = agents; });
    metrics->on_scrape([](Levels& levels) {
        levels.read_only = true;
        levels.caches.push_back({"rendered", 1, 2, 3});
        levels.indexes.push_back({"tags", 4});
    });
    EXPECT_THAT(metrics->scrape(), HasSubstr("registry_active_agents 3\n"));
    agents = 4;
    const auto text = metrics->scrape();
    EXPECT_THAT(text, HasSubstr("registry_active_agents 4\n"));
    EXPECT_THAT(text, HasSubstr("registry_read_only 1\n"));
    EXPECT_THAT(text, HasSubstr("registry_cache_misses_total{cache=\"rendered\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("registry_index_values{index=\"tags\"} 4\n"));
}

TEST(Metrics, LoseNothingWhileTheyAreScraped)
{
    constexpr std::uint64_t kEach = 20'000;
    const auto metrics = make_metrics(2);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 2; ++i) {
        threads.emplace_back([&, i] {
            for (std::uint64_t n = 0; n < kEach; ++n) {
                metrics->worker(i).answered(get_agent, 200, 1us, 1, 1);
                metrics->operation(Operation::get, true);
            }
        });
    }
    for (int i = 0; i < 20; ++i) EXPECT_FALSE(metrics->scrape().empty());
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(metrics->totals().requests, 2 * kEach);
    EXPECT_THAT(metrics->scrape(), HasSubstr("{operation=\"get\",status=\"success\"} 40000\n"));
}

// "name type label,label" of every family of a scrape, sorted.
std::string names_and_labels(const std::string& scrape)
{
    std::map<std::string, std::pair<std::string, std::set<std::string>>> families;
    std::string family;
    std::istringstream lines{scrape};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# TYPE ")) {
            const auto blank = line.find(' ', 7);
            family = line.substr(7, blank - 7);
            families[family].first = line.substr(blank + 1);
        } else if (const auto brace = line.find('{'); !line.starts_with('#') && brace < line.find(' ')) {
            // Label values of these tests hold no "=\"".
            for (auto start = brace + 1, equals = line.find("=\"", start); equals != std::string::npos;
                 equals = line.find("=\"", start)) {
                families[family].second.insert(line.substr(start, equals - start));
                start = line.find('"', equals + 2) + 2;
            }
        }
    }
    std::string text;
    for (const auto& [name, known] : families) {
        text += name + " " + known.first;
        char before = ' ';
        for (const auto& label : known.second) {
            if (label == "le") continue;
            text += before + label;
            before = ',';
        }
        text += '\n';
    }
    return text;
}

TEST(Metrics, AreFrozenByNameTypeAndLabels)
{
    std::ifstream file{A2A_SOURCE_DIR "/tests/data/metrics.txt"};
    std::stringstream frozen;
    frozen << file.rdbuf();
    EXPECT_EQ(names_and_labels(make_busy_metrics()->scrape()), frozen.str());
}

TEST(Metrics, PleasePromtool)
{
    if (std::system("command -v promtool >/dev/null") != 0) GTEST_SKIP() << "promtool is not installed";
    auto* promtool = popen("promtool check metrics", "w");
    ASSERT_NE(promtool, nullptr);
    const auto text = make_busy_metrics()->scrape();
    EXPECT_EQ(std::fwrite(text.data(), 1, text.size(), promtool), text.size());
    EXPECT_EQ(pclose(promtool), 0) << text;
}

} // namespace
} // namespace a2a::observe
