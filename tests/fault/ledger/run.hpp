// SPDX-License-Identifier: Apache-2.0
// Cycles of writing, killing, starting and looking: the ledger test itself.
#pragma once

#include "fault/ledger/audit.hpp"
#include "fault/ledger/scribe.hpp"
#include "fault/ledger/tally.hpp"
#include "fault/process/server_process.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace a2a::fault {

class Run {
public:
    struct Options {
        std::filesystem::path binary = {};
        std::filesystem::path directory = {}; // for the data and the logs
        std::size_t cycles = 200;
        std::uint64_t seed = 0;
        std::size_t clients = 8;
        std::size_t agents = 16;   // of each client
        std::size_t ballast = 300; // agents that nobody touches
        std::chrono::milliseconds cycle_max{120};
        bool until_lost = false; // ends with the first loss
        std::vector<std::string> server_options = {};
    };
    explicit Run(Options options);

    // Throws when it cannot go on: the registry refuses to start, or died by itself.
    const Tally& carry_out();
    const Tally& tally() const { return tally_; }

private:
    void begin_anew();
    void load_ballast(std::uint16_t port);
    void cycle();
    void write_for(std::chrono::microseconds time, ServerProcess& server);
    void kill_while_loading();
    void look();
    ServerProcess::Options server_options() const;
    std::chrono::microseconds draw_time(std::chrono::microseconds longest);
    std::uint64_t newest() const;

    const Options options_;
    Tally tally_;
    Random random_;
    std::filesystem::path data_;
    std::vector<Scribe> scribes_;
    Ballast ballast_;
    std::uint64_t floor_ = 0;                      // the registry's revision after the last start
    std::chrono::microseconds last_start_{20'000}; // from its start until it was ready
    std::unique_ptr<ServerProcess> server_;
};

} // namespace a2a::fault
