// SPDX-License-Identifier: Apache-2.0
#include "client/caller.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <charconv>

namespace a2a::client {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1'000};

bool says_come_back(const Response& answer)
{
    return answer.status == 429 || answer.status == 503;
}

// Retry-After in seconds; its other form, a date, is not sent by registries.
milliseconds wished_pause(const Response& answer)
{
    unsigned seconds = 0;
    const auto& text = answer.retry_after;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool whole = fault == std::errc{} && end == text.data() + text.size();
    return whole ? milliseconds{1'000LL * seconds} : milliseconds{0};
}

Error error_of(Failure failure, Kind kind)
{
    if (kind == Kind::read || failure.when == Failure::When::before_sending)
        return {Errc::unavailable, std::move(failure.detail)};
    return {Errc::outcome_unknown, failure.detail + "; the change may have been made, and may be repeated"};
}

} // namespace

Caller::Caller(Connection connection, Policy policy)
    : connection_{std::move(connection)}, policy_{policy}, random_{random_bits()}
{
}

boost::system::result<Response, Failure> Caller::exchange(const Request& request, Kind kind,
                                                          Deadline deadline)
{
    auto answer = connection_.exchange(request, deadline);
    if (answer || kind == Kind::conditional_write) return answer;
    const auto& failure = answer.error();
    const bool closed_while_idle =
        failure.on_reused_connection && !failure.timed_out && failure.when == Failure::When::without_answer;
    return closed_while_idle ? connection_.exchange(request, deadline) : answer;
}

// Random, so that clients that failed together do not come back together.
milliseconds Caller::pause_before(unsigned repetition, const Response* answer)
{
    const auto longest = std::min(kLongestPause, kFirstPause * (1U << std::min(repetition, 10U)));
    const milliseconds jitter{std::uniform_int_distribution<milliseconds::rep>{0, longest.count()}(random_)};
    return jitter + (answer ? wished_pause(*answer) : milliseconds{0});
}

Result<Response> Caller::call(const Request& request, Kind kind)
{
    const auto deadline = std::chrono::steady_clock::now() + policy_.timeout;
    for (unsigned repetition = 0;; ++repetition) {
        auto answer = exchange(request, kind, deadline);
        const bool final = answer ? !says_come_back(*answer) : answer.error().timed_out;
        const bool repeatable = kind == Kind::read || (kind == Kind::patient_write && answer);
        const bool last = !repeatable || repetition == policy_.retries;
        const auto pause = pause_before(repetition, answer ? &*answer : nullptr);
        const bool too_late = std::chrono::steady_clock::now() + pause >= deadline;

        if (final || last || too_late) {
            if (answer) return *std::move(answer);
            return error_of(std::move(answer).error(), kind);
        }
        connection_.pause(pause);
    }
}

} // namespace a2a::client
