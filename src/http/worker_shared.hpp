// SPDX-License-Identifier: Apache-2.0
// What the sessions of one worker share, and the list they stand on. Only that worker's
// thread touches it.
#pragma once

#include "http/session.hpp"
#include "http/site.hpp"
#include "http/waiting_line.hpp"
#include "observe/worker_stats.hpp"

#include <boost/intrusive/list.hpp>

#include <atomic>

namespace a2a::http {

// How far the server has got with stopping.
enum class Stopping : unsigned char {
    no,
    closing,    // no new connections; silent ones are closed, and every answer is a connection's last
    abandoning, // nobody is waited for any more
};

using SessionList = boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>>;

struct WorkerShared {
    const Site& site;
    observe::WorkerStats& stats;
    Load& load;
    WaitingLine line;
    const std::atomic<bool>& announced; // the server will close: answers say "Connection: close"
    Opening opening{site.limits};
    Stopping stopping = Stopping::no;
    SessionList sessions = {};

    bool keeps_alive() const
    {
        return stopping == Stopping::no && !announced.load(std::memory_order_acquire);
    }
};

} // namespace a2a::http
