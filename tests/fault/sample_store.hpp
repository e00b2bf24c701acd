// SPDX-License-Identifier: Apache-2.0
// A data directory on a real disk, with some hundreds of agents and removals, to be damaged.
#pragma once

#include "fault/ledger.hpp"
#include "fault/life.hpp"
#include "support/temp_dir.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace a2a::fault {

// The files of a data directory, by name, as they were at some moment.
using Files = std::map<std::string, std::string>;

struct Sample {
    Files files;
    Ledger ledger; // what they hold
};
const Sample& closed_sample(); // all of it in the database: the process ended well
const Sample& killed_sample(); // half of it in the log

Files read_files(const std::filesystem::path& folder);

// The files in a folder of their own, opened as a registry does.
class Opened {
public:
    explicit Opened(const Files& files);

    Life* life() { return life_ ? &*life_ : nullptr; } // null: refused
    const std::string& refusal() const { return refusal_; }
    const std::filesystem::path& folder() const { return dir_.path(); }
    void close() { life_.reset(); }

private:
    support::TempDir dir_;
    std::optional<Life> life_;
    std::string refusal_;
};

} // namespace a2a::fault
