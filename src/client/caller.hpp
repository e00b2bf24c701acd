// SPDX-License-Identifier: Apache-2.0
// One call: a request out and an answer in, within one deadline, repeated where that is safe.
//
// Three things may be behind a missing answer, and each has its own cure: an idle connection
// that the server closed (once more, at once, unless the request carries a condition that the
// first try may have changed), a server that cannot be reached or is overloaded (reads: again
// after a growing random pause), and an answer that was lost (writes: outcome_unknown).
#pragma once

#include "client/connection.hpp"

#include <a2a/error.hpp>

#include <chrono>
#include <cstdint>
#include <random>

namespace a2a::client {

// A patient write comes again when the server answers that it took nothing. A probe wants to
// know how the server is now: it never comes again.
enum class Kind : std::uint8_t { read, probe, write, patient_write, conditional_write };

constexpr bool may_change(Kind kind)
{
    return kind != Kind::read && kind != Kind::probe;
}

class Caller {
public:
    struct Policy {
        std::chrono::milliseconds timeout;
        unsigned retries;
    };

    Caller(Connection connection, Policy policy);

    // Any answer is a success here, whatever its status.
    Result<Response> call(const Request& request, Kind kind);

private:
    boost::system::result<Response, Failure> exchange(const Request& request, Kind kind, Deadline deadline);
    std::chrono::milliseconds pause_before(unsigned repetition, const Response* answer);

    Connection connection_;
    const Policy policy_;
    std::minstd_rand random_;
};

} // namespace a2a::client
