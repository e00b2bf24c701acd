// SPDX-License-Identifier: Apache-2.0
#include "registry/search_pool.hpp"

#include <pthread.h>
#include <unistd.h>

#include <utility>

namespace a2a {
namespace {

// Enough that a worker which wakes is run at once, and little enough that searches still get
// a share of a core whose worker is never idle.
constexpr int kNice = 10;

// Linux keeps a nice value for every thread, and anybody may raise their own.
void give_way()
{
    [[maybe_unused]] const auto level = ::nice(kNice);
}

} // namespace

SearchPool::SearchPool(Size size) : waiting_max_{size.waiting_max}
{
    threads_.reserve(size.threads);
    for (std::size_t i = 0; i < size.threads; ++i) threads_.emplace_back([this] { run(); });
}

SearchPool::~SearchPool()
{
    stop();
}

std::optional<Error> SearchPool::submit(Work work)
{
    const std::lock_guard lock{mutex_};
    if (auto refusal = fault()) {
        ++refused_;
        return refusal;
    }
    ++taken_;
    queue_.push_back(std::move(work));
    woken_.notify_one();
    return std::nullopt;
}

// Why nothing more is taken now.
std::optional<Error> SearchPool::fault() const
{
    if (stopping_) return Error{Errc::unavailable, "the registry is stopping"};
    if (queue_.size() >= waiting_max_) return Error{Errc::overloaded, "too many long searches are waiting"};
    return std::nullopt;
}

SearchPool::Figures SearchPool::figures() const
{
    const std::lock_guard lock{mutex_};
    return {.waiting = queue_.size(), .taken = taken_, .refused = refused_};
}

void SearchPool::stop()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    woken_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

void SearchPool::run()
{
    ::pthread_setname_np(::pthread_self(), "search");
    give_way();
    for (;;) {
        Work work;
        {
            std::unique_lock lock{mutex_};
            woken_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            work = std::move(queue_.front());
            queue_.pop_front();
        }
        work();
    }
}

} // namespace a2a
