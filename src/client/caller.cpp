// SPDX-License-Identifier: Apache-2.0
#include "client/caller.hpp"

#include "base/clock.hpp"
#include "base/hash.hpp"

#include <algorithm>
#include <charconv>

namespace a2a::client {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1'000};

// 502 and 504 are a proxy's, which may have passed a write on: only a read comes again then.
bool says_come_back(const Response& answer, Kind kind)
{
    const bool nothing_taken = answer.status == 429 || answer.status == 503;
    return nothing_taken || (kind == Kind::read && (answer.status == 502 || answer.status == 504));
}

// Retry-After as seconds or as a date (RFC 9110 section 10.2.3).
milliseconds wished_pause(const Response& answer)
{
    const auto& text = answer.retry_after;
    unsigned seconds = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (fault == std::errc{} && end == text.data() + text.size()) return milliseconds{1'000LL * seconds};
    const auto date = parse_http_date(text);
    return date ? std::max(*date - wall_now(), milliseconds{0}) : milliseconds{0};
}

Error error_of(Failure failure, Kind kind)
{
    if (!may_change(kind) || failure.when == Failure::When::before_sending)
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

// Anything from nothing to a growing maximum ("full jitter"), so that clients that failed
// together do not come back together; never before the server wants it.
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
        const bool final = answer && !says_come_back(*answer, kind);
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
