// SPDX-License-Identifier: Apache-2.0
#include "registry/search_pool.hpp"

#include "base/thread.hpp"

#include <utility>

namespace a2a {
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

bool SearchPool::refuses()
{
    const std::lock_guard lock{mutex_};
    const bool is_full = queue_.size() >= waiting_max_;
    if (is_full) ++refused_;
    return is_full;
}

// Why nothing more is taken now.
std::optional<Error> SearchPool::fault() const
{
    if (stopping_) return Error{Errc::unavailable, "the registry is stopping"};
    if (queue_.size() >= waiting_max_) return Error{Errc::overloaded, kFull};
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
    name_thread("search");
    give_way(Behind::far);
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
