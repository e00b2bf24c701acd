// SPDX-License-Identifier: Apache-2.0
// One piece of work cut into shares for a few threads: for the start of a process, and for
// measurements. It makes its threads and joins them, some tens of microseconds a call.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <span>
#include <thread>
#include <vector>

namespace a2a {

// The nth of so many parts of about the same length, in order.
template <class T>
std::span<T> share_of(std::span<T> all, std::size_t nth, std::size_t shares)
{
    const auto begin = all.size() * nth / shares;
    return all.subspan(begin, all.size() * (nth + 1) / shares - begin);
}

// Calls work(0) … work(shares - 1), each once, on at most so many threads, the caller's among
// them. Returns when all are done. What the first of them throws comes out here; shares that
// nobody has begun by then are left.
template <class Work>
void in_parallel(std::size_t threads, std::size_t shares, const Work& work)
{
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> thrown(
        std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(shares, 1)));
    const auto take_shares = [&](std::size_t nth) {
        try {
            for (auto share = next++; share < shares; share = next++) work(share);
        } catch (...) {
            thrown[nth] = std::current_exception();
            next = shares;
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t nth = 1; nth < thrown.size(); ++nth) others.emplace_back(take_shares, nth);
        take_shares(0);
    }
    for (const auto& exception : thrown)
        if (exception) std::rethrow_exception(exception);
}

} // namespace a2a
