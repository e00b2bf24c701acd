// SPDX-License-Identifier: Apache-2.0
// The rows of a database, read ahead by a thread of its own, some thousands at a time.
#pragma once

#include "journal/sqlite/rows.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace a2a::sqlite {

class Slices {
public:
    using Slice = std::vector<StoredRow>;

    // Nobody else may use the database until this is destroyed.
    explicit Slices(Database& database);
    ~Slices();
    Slices(const Slices&) = delete;
    Slices& operator=(const Slices&) = delete;

    // The next rows by revision; nothing at the end. Throws what reading threw.
    std::optional<Slice> next();

private:
    void read();
    bool put(Slice slice); // false: nobody wants more

    Database& database_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Slice> ready_; // guarded by mutex_, as all below
    bool at_end_ = false;
    bool unwanted_ = false;
    std::exception_ptr fault_;
    std::thread thread_; // last: it runs when everything else is there
};

} // namespace a2a::sqlite
