// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/run.hpp"

#include <signal.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <thread>

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kCyclesOfDirectory = 25; // then an empty one
constexpr std::size_t kCyclesToTell = 250;
constexpr std::size_t kKillsInRowMax = 4;
constexpr std::size_t kBallastClient = 99;

} // namespace

Run::Run(Options options)
    : options_{std::move(options)}, random_{options_.seed}, data_{options_.directory / "data"}
{
    for (std::size_t i = 0; i < options_.clients; ++i)
        scribes_.emplace_back(Scribe::Options{.number = i, .agents = options_.agents, .seed = random_()},
                              tally_);
}

const Tally& Run::carry_out()
{
    for (std::size_t i = 0; i < options_.cycles; ++i) {
        if (i % kCyclesOfDirectory == 0) begin_anew();
        cycle();
        if (++tally_.cycles % kCyclesToTell == 0) std::cout << tally_.summary() << std::endl;
        if (options_.until_lost && tally_.lost > 0) break;
    }
    return tally_;
}

// On an empty directory, whose first processes do not live long either.
void Run::begin_anew()
{
    server_.reset();
    std::filesystem::remove_all(data_);
    for (auto& scribe : scribes_) scribe.begin_anew();
    ballast_.clear();
    kill_while_loading();
    look();
    load_ballast(server_->port());
}

void Run::load_ballast(std::uint16_t port)
{
    std::string body;
    for (std::size_t i = 0; i < options_.ballast; ++i) {
        const auto id = id_of(kBallastClient, i);
        body += ballast_.emplace(id, write_card(random_, kBallastClient, id).json).first->second + '\n';
    }
    if (body.empty()) return;
    support::RawClient connection{port};
    connection.send(
        support::request_with("POST /agents:import", body, "Content-Type: application/x-ndjson\r\n"));
    const auto answer = connection.read();
    if (answer.status != 200 || answer.body.find("refused") != std::string::npos)
        throw std::runtime_error{"the ballast was refused: " + answer.head + answer.body};
}

// The server of the cycle before is there, ready and looked at.
void Run::cycle()
{
    write_for(draw_time(options_.cycle_max), *server_);
    server_.reset();
    if (draw(random_, 3) == 0) kill_while_loading();
    look();
}

// All write, until it is killed, or told to stop, under them.
void Run::write_for(std::chrono::microseconds time, ServerProcess& server)
{
    const auto port = server.port();
    std::vector<std::jthread> threads;
    for (auto& scribe : scribes_) threads.emplace_back([this, &scribe, port] { scribe.write(port, floor_); });
    std::this_thread::sleep_for(time);
    if (server.ends(0ms)) throw std::runtime_error{"the registry died by itself: " + server.log()};
    // It checks its indexes against the cards after a crash, and tells of that.
    if (const auto log = server.log(); log.find(R"("level":"error")") != std::string::npos)
        tally_.complain(tally_.disagreements, "the registry complains: " + log);
    if (draw(random_, 16) != 0) {
        server.kill();
        ++tally_.kills;
        return;
    }
    server.signal(SIGTERM);
    if (server.ends() != 0) throw std::runtime_error{"the registry did not stop well: " + server.log()};
    ++tally_.stops;
}

// At any moment of a start, as long as the last one took, and a little after it.
void Run::kill_while_loading()
{
    for (auto count = 1 + draw(random_, kKillsInRowMax); count > 0; --count) {
        ServerProcess server{server_options()};
        std::this_thread::sleep_for(draw_time(last_start_ + last_start_ / 8));
        if (const auto status = server.ends(0ms))
            throw std::runtime_error{"the registry ended by itself, with " + std::to_string(*status) + ": " +
                                     server.log()};
        server.kill();
        ++tally_.kills;
        if (!server.has_said("ready")) ++tally_.kills_loading;
    }
}

// Starts it, and holds it against the books.
void Run::look()
{
    const auto begin = Steady::now();
    server_ = std::make_unique<ServerProcess>(server_options());
    server_->wait_until_ready();
    last_start_ = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - begin);
    tally_.longest_start =
        std::max(tally_.longest_start, std::chrono::duration_cast<std::chrono::milliseconds>(last_start_));
    floor_ = audit(server_->port(), {.scribes = scribes_, .ballast = ballast_, .revision_floor = newest()},
                   random_, tally_);
}

ServerProcess::Options Run::server_options() const
{
    ServerProcess::Options options{.binary = options_.binary,
                                   .arguments = {"--data-dir", data_, "--keepalive-requests", "0",
                                                 "--drain-delay", "0", "--drain-timeout", "100ms"},
                                   .log = options_.directory / "server.log"};
    options.arguments.insert(options.arguments.end(), options_.server_options.begin(),
                             options_.server_options.end());
    return options;
}

std::chrono::microseconds Run::draw_time(std::chrono::microseconds longest)
{
    return std::chrono::microseconds{draw(random_, static_cast<std::size_t>(longest.count()) + 1)};
}

std::uint64_t Run::newest() const
{
    std::uint64_t newest = 0;
    for (const auto& scribe : scribes_) newest = std::max(newest, scribe.newest());
    return newest;
}

} // namespace a2a::fault
