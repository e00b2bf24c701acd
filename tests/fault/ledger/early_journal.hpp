// SPDX-License-Identifier: Apache-2.0
// A planted fault: a journal that answers first and commits later. The ledger test must find
// out, or it would find nothing.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/sqlite.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace a2a::fault {

class EarlyJournal final : public Journal {
public:
    EarlyJournal(const Catalog& catalog, SqliteOptions options);
    ~EarlyJournal() override;

    void replay(const Feed& feed) override;
    void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) override;
    std::string_view history() const override { return journal_.history(); }
    std::string_view kind() const override { return journal_.kind(); }

private:
    struct Late {
        std::vector<Intent> batch;
        std::chrono::steady_clock::time_point due;
    };
    void run();

    const Catalog& catalog_;
    Catalog behind_; // what has really been committed
    SqliteJournal journal_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Late> late_; // guarded by mutex_
    bool stopping_ = false; // likewise
    std::thread thread_;    // last: it runs when everything else is there
};

} // namespace a2a::fault
