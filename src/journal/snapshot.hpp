// SPDX-License-Identifier: Apache-2.0
// The stored agents as of one moment, read beside the registry that writes them, without one,
// or from a backup. Nothing is changed.
#pragma once

#include "catalog/record.hpp"
#include "journal/sqlite/reader.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a {

// How far a long piece of work has come.
using Steps = std::function<void(std::uint64_t done, std::uint64_t total)>;

class Snapshot {
public:
    explicit Snapshot(std::filesystem::path database); // throws StorageRefused, as all here

    std::uint64_t agents() const { return reader_.state().agents; }
    Revision head() const { return reader_.state().head; }

    // All agents in order of their first registration. Before the first of them everything has
    // been checked: nobody is ever given a part of a damaged database for the whole.
    using Take = std::function<void(const Registration& registration, std::string_view card)>;
    void read(const Take& take, const Steps& steps);

private:
    using Order = std::vector<std::pair<Revision, Revision>>; // first, last
    Order check(const Steps& steps);

    const std::filesystem::path file_;
    sqlite::Reader reader_;
};

} // namespace a2a
