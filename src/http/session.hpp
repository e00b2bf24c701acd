// SPDX-License-Identifier: Apache-2.0
// One connection, from accept to close: reads requests, takes them through the pipeline and
// writes the answers, in order.
//
// It lives in a coroutine's frame on its worker's thread and is never touched from another.
// Deadlines are a timestamp each, looked at by the worker's sweep; a late one cancels what
// the session waits for, and the session ends as its phase demands.
#pragma once

#include "http/body_reader.hpp"
#include "http/exchange.hpp"
#include "http/handler.hpp"
#include "http/head_reader.hpp"
#include "http/load.hpp"
#include "http/message.hpp"
#include "http/outbox.hpp"
#include "http/problem.hpp"
#include "http/read_buffer.hpp"
#include "http/task.hpp"
#include "observe/worker_stats.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <tuple>

namespace a2a::http {

struct WorkerShared;
using SteadyTime = std::chrono::steady_clock::time_point;
using SessionHook =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Session : public SessionHook {
public:
    Session(Socket socket, std::string peer, WorkerShared& shared);

    // Until the connection ends. Never throws for what the client does.
    Task<void> run();

    // Answers this and nothing else, for a connection that cannot be served.
    Task<void> turn_away(Refusal refusal);

    // Once a sweep: ends what is overdue. True when it did.
    bool sweep(SteadyTime now);

    // The server stops: end now if nothing is under way; whatever is under way if `all`.
    void hurry(bool all);

private:
    friend class SessionChannel;

    enum class Phase : std::uint8_t { idle, head, body, stream_body, handling, writing, lingering };
    enum class Next : std::uint8_t {
        again, // the connection serves another request
        close, // it has said its last word; the client may still be sending, so let it read that first
        drop,  // there is nothing to say, or nobody to hear it
    };

    Task<Next> read_head(Exchange& exchange);
    Task<Next> serve(Exchange& exchange);
    Task<bool> skip_body();
    Task<bool> wait_for_turn();
    Task<std::optional<Next>> read_body(Exchange& exchange);
    Task<Next> stream(Exchange& exchange);
    Task<std::optional<std::string_view>> read_piece(Phase phase);
    Task<bool> receive();
    Task<bool> flush();
    Task<void> linger();
    Task<std::optional<Response>> handle(Exchange& exchange);

    std::optional<Next> serve_at_once(Exchange& exchange);
    Next answer(Exchange& exchange, Response response, bool may_go_on);
    Next answer_early(Exchange& exchange, Response response);
    std::optional<Response> refuse_if_overloaded(Exchange& exchange);
    Answer begin(const Exchange& exchange);
    Next refuse(Exchange& exchange, const Refusal& refusal);
    Next refuse_unread(Exchange& exchange, std::string_view section, const Refusal& refusal);
    Next refuse_head(Exchange& exchange, std::string_view section, const Refusal& refusal);
    Next break_off(Exchange& exchange);
    std::optional<Response> check_body(const Exchange& exchange) const;
    bool take_body_at_hand(Exchange& exchange);
    bool may_keep_alive(const Exchange& exchange) const;
    bool is_far_ahead() const;
    Outbox::Context context(const Exchange& exchange, bool keep_alive);

    std::optional<asio::mutable_buffer> room();
    bool received(const std::tuple<boost::system::error_code, std::size_t>& outcome);
    bool send_now();
    ssize_t send_some();
    bool nothing_has_come();
    void release_memory();
    void enter(Phase phase);
    void enter(Phase phase, SteadyTime now);
    bool is_slow(SteadyTime now, std::chrono::milliseconds window, std::size_t rate);
    void expire(observe::Deadline which);
    void cut();

    Socket socket_;
    const std::string peer_;
    WorkerShared& shared_;
    const Limits& limits_;

    ReadBuffer buffer_;
    HeadReader head_reader_;
    Outbox outbox_;
    std::string body_;        // of a request whose body did not arrive with its head
    HeldBytes held_;          // in body_
    std::size_t skipped_ = 0; // bytes to come of a body that nobody reads: it was refused by its head
    std::optional<BodyReader> body_reader_;
    std::optional<Task<Response>> begun_; // of a read that serve() has to wait for
    std::size_t served_ = 0;
    std::size_t unsent_answers_ = 0; // whole answers in the outbox

    Phase phase_ = Phase::idle;
    SteadyTime now_; // the last look at the clock
    SteadyTime phase_since_;
    SteadyTime window_since_; // of the rate that a body or an answer must keep
    std::size_t window_bytes_ = 0;
    bool is_receiving_ = false;
    bool timed_out_ = false; // what is waited for is overdue; of no meaning once it has come all the same
    bool peer_is_gone_ = false;
};

} // namespace a2a::http
