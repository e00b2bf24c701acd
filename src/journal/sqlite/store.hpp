// SPDX-License-Identifier: Apache-2.0
// The database of the one process that writes it: transactions, and what keeps the file in
// shape. It knows nothing of batches, latches and answers; what goes wrong is thrown.
#pragma once

#include "journal/journal.hpp"
#include "journal/sqlite/rows.hpp"
#include "journal/sqlite/statement.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace a2a::sqlite {

enum class Sync : std::uint8_t { every_commit, on_request };

inline constexpr std::int64_t kLogPages = 1'000; // 8 MiB

struct StoreOptions {
    Sync sync = Sync::every_commit;
    std::int64_t log_pages = kLogPages; // when the log has grown by so many, it is copied
    const char* vfs = nullptr;
};

class Store {
public:
    // Opens the file, makes or migrates the schema, and reads the state. Nothing of what is
    // there has been changed otherwise, nor will closing change it, before begin_writing().
    // Throws Refusal and Failure.
    Store(const std::filesystem::path& file, const StoreOptions& options);
    ~Store(); // as it was left by close()

    const StateRow& state() const { return state_; }
    Database& database() { return database_; }

    // When the content has been found good: from now on it is this process's.
    void begin_writing();

    // The process before this one was killed or gave up, and there has been no room to copy its
    // log: it can be read, but perhaps not from the disk. Nothing is written before that is done.
    bool has_doubtful_log() const { return has_doubtful_log_; }

    // All of them in one transaction, durable when it returns if `sync` says so. Outcomes that
    // failed or changed nothing are passed over. `before` the first, the head was state().head.
    void write(const std::vector<Outcome>& outcomes);

    // Forgets removals before that time, at most so many; how many there were.
    std::size_t forget_removals(WallTime before, std::size_t count_max);

    // What on_request has left out.
    void sync() { database_.sync_log(); }

    // Copies the log into the database when it has grown, and now and then.
    void checkpoint_when_due();

    void close();       // for good: nobody will have to recover anything
    void leave_as_is(); // never touch the files again
    void roll_back() noexcept { database_.roll_back(); }

private:
    struct Statements {
        explicit Statements(const Database& database);
        Statement begin, commit, insert, remove, update_state, old_removals, forget;
    };
    struct Batch;

    void copy_log();
    template <class Work>
    void transact(Work work);
    void update_state(StateRow next);
    void remove(Statement& removal, Revision revision);

    const Sync sync_;
    const std::int64_t log_pages_max_;
    Database database_;
    StateRow state_;
    std::vector<Statements> statements_; // one, when the schema is there
    bool has_doubtful_log_ = true;
    std::int64_t log_pages_before_ = 0;
    std::int64_t checkpoint_at_ = 0; // pages in the log
};

} // namespace a2a::sqlite
