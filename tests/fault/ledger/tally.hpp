// SPDX-License-Identifier: Apache-2.0
// What a run has seen so far, and what it complains of. Any thread may add to it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>

namespace a2a::fault {

struct Tally {
    using Count = std::atomic<std::uint64_t>;
    Count cycles{0};
    Count kills{0};
    Count kills_loading{0}; // of them, before the registry was ready
    Count stops{0};         // by SIGTERM, under load
    Count acknowledged{0};
    Count unknown{0};
    Count carried_out{0}; // of the unknown ones
    Count lost{0};
    Count resurrected{0};
    Count disagreements{0};                    // anything else that is not as it must be
    std::chrono::milliseconds longest_start{}; // to ready; of the main thread alone

    bool is_clean() const { return lost == 0 && resurrected == 0 && disagreements == 0; }

    // Counts it, and tells of the first few.
    void complain(Count& count, std::string_view what)
    {
        constexpr std::uint64_t kToldMax = 20;
        ++count;
        const std::lock_guard lock{mutex_};
        if (told_ < kToldMax) std::cerr << "cycle " << cycles << ": " << what << std::endl;
        ++told_;
    }

    std::string summary() const
    {
        const auto part = [](const Count& count) { return std::to_string(count.load()); };
        return "cycles " + part(cycles) + ", kills " + part(kills) + " (" + part(kills_loading) +
               " while loading), stops " + part(stops) + ", acknowledged writes " + part(acknowledged) +
               ", unknown outcomes " + part(unknown) + " (" + part(carried_out) + " carried out), lost " +
               part(lost) + ", resurrected " + part(resurrected) + ", disagreements " + part(disagreements) +
               ", longest time to ready " + std::to_string(longest_start.count()) + " ms";
    }

private:
    std::mutex mutex_;
    std::uint64_t told_ = 0; // guarded by mutex_
};

} // namespace a2a::fault
