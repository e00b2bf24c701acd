// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/slices.hpp"

#include "base/thread.hpp"

#include <utility>

namespace a2a::sqlite {
namespace {

// Large enough that what is done once a slice costs nothing; small enough to overlap, and for
// the memory.
constexpr std::size_t kRows = 8'192;
constexpr std::size_t kBytes = 8 * 1024 * 1024;
constexpr std::size_t kAhead = 2; // slices

} // namespace

Slices::Slices(Database& database) : database_{database}, thread_{[this] { read(); }} {}

Slices::~Slices()
{
    {
        const std::lock_guard lock{mutex_};
        unwanted_ = true;
        changed_.notify_all();
    }
    thread_.join();
}

std::optional<Slices::Slice> Slices::next()
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return !ready_.empty() || at_end_; });
    if (ready_.empty()) {
        if (fault_) std::rethrow_exception(fault_);
        return std::nullopt;
    }
    auto slice = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return slice;
}

void Slices::read()
{
    name_thread("replay");
    std::exception_ptr fault;
    try {
        Statement rows{database_,
                       std::string{"SELECT "}.append(kChangeColumns) + " FROM changes ORDER BY revision"};
        Slice slice;
        std::size_t bytes = 0;
        bool wanted = true;
        while (wanted && rows.step()) {
            slice.push_back(read_change(rows));
            bytes += slice.back().card.size();
            if (slice.size() < kRows && bytes < kBytes) continue;
            wanted = put(std::exchange(slice, {}));
            bytes = 0;
        }
        if (wanted && !slice.empty()) put(std::move(slice));
    } catch (...) {
        fault = std::current_exception();
    }
    const std::lock_guard lock{mutex_};
    fault_ = fault;
    at_end_ = true;
    changed_.notify_all();
}

bool Slices::put(Slice slice)
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return ready_.size() < kAhead || unwanted_; });
    if (unwanted_) return false;
    ready_.push_back(std::move(slice));
    changed_.notify_all();
    return true;
}

} // namespace a2a::sqlite
