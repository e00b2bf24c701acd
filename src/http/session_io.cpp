// SPDX-License-Identifier: Apache-2.0
// The half of a session that moves bytes and keeps deadlines.
#include "http/session.hpp"
#include "http/worker_shared.hpp"

#include <boost/asio/buffer.hpp>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace a2a::http {
namespace {

constexpr std::size_t kHeadBytesWanted = 1'024;
constexpr std::chrono::seconds kRemembersFor{1}; // what a connection said that has fallen silent
constexpr std::size_t kPiecesMax = 256;          // of one sendmsg; well below IOV_MAX

using observe::Deadline;

} // namespace

// Where bytes are to be received.
std::optional<asio::mutable_buffer> Session::room()
{
    if (shared_.stopping == Stopping::abandoning) return std::nullopt;
    const bool is_body = phase_ == Phase::body || phase_ == Phase::stream_body;
    const auto space = buffer_.prepare(is_body ? body_reader_->wanted() : kHeadBytesWanted);
    is_receiving_ = true;
    return asio::buffer(space.data(), space.size());
}

// What came of it. False when there will be no bytes: the peer is gone, or it took too long.
bool Session::received(const std::tuple<boost::system::error_code, std::size_t>& outcome)
{
    const auto& [error, bytes] = outcome;
    is_receiving_ = false;
    now_ = std::chrono::steady_clock::now();
    if (error) {
        peer_is_gone_ = !timed_out_;
        return false;
    }
    timed_out_ = false; // the bytes were faster than the sweep
    buffer_.commit(bytes);
    window_bytes_ += bytes;
    return true;
}

// Waits for bytes. False when there will be none.
Task<bool> Session::receive()
{
    const auto room = this->room();
    if (!room) co_return false;
    co_return received(co_await socket_.async_read_some(*room, use_tuple));
}

// Sends the outbox, all of it; usually the socket takes it at once and nothing is waited for.
Task<bool> Session::flush()
{
    const auto phase_before = phase_;
    while (!send_now()) {
        if (peer_is_gone_ || timed_out_) co_return false;
        if (phase_ != Phase::writing) enter(Phase::writing);
        const auto [error] = co_await socket_.async_wait(Socket::wait_write, use_tuple);
        if (error) co_return false;
    }
    if (phase_ != phase_before) enter(phase_before);
    co_return true;
}

// True when the outbox is empty; false when the socket is full or broken.
bool Session::send_now()
{
    while (!outbox_.empty()) {
        const auto sent = send_some();
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) {
            peer_is_gone_ = errno != EAGAIN;
            return false;
        }
        outbox_.sent(static_cast<std::size_t>(sent));
        window_bytes_ += static_cast<std::size_t>(sent);
    }
    outbox_.clear();
    unsent_answers_ = 0;
    timed_out_ = false; // it went out faster than the sweep
    return true;
}

ssize_t Session::send_some()
{
    constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;
    if (const auto only = outbox_.only_piece(); !only.empty()) // send() costs less than sendmsg()
        return ::send(socket_.native_handle(), only.data(), only.size(), kFlags);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): most answers are few pieces
    std::array<iovec, kPiecesMax> room;
    const auto pieces = outbox_.next(room);
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data()); // sendmsg reads it only
    message.msg_iovlen = pieces.size();
    return ::sendmsg(socket_.native_handle(), &message, kFlags);
}

// After the last answer: a reset, which unread bytes would cause, must not destroy it on its way.
Task<void> Session::linger()
{
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    enter(Phase::lingering);
    for (std::size_t drained = buffer_.unread().size(); drained <= limits_.linger_bytes;) {
        buffer_.consume(buffer_.unread().size());
        if (timed_out_ || !co_await receive()) co_return;
        drained += buffer_.unread().size();
    }
}

void Session::enter(Phase phase)
{
    if (phase == Phase::handling)
        phase_ = phase; // no deadline: spare the look at the clock
    else
        enter(phase, std::chrono::steady_clock::now());
}

void Session::enter(Phase phase, SteadyTime now)
{
    phase_ = phase;
    now_ = phase_since_ = window_since_ = now;
    window_bytes_ = 0;
}

bool Session::sweep(SteadyTime now)
{
    if (timed_out_) return false;
    const auto in_phase = now - phase_since_;
    switch (phase_) {
    case Phase::handling:
        break;
    case Phase::idle:
        if (in_phase >= kRemembersFor && !head_reader_.known().empty()) head_reader_.forget();
        if (in_phase >= limits_.keepalive_timeout) expire(Deadline::keepalive);
        break;
    case Phase::head:
        if (in_phase >= limits_.header_timeout) expire(Deadline::header);
        break;
    case Phase::body:
        if (in_phase >= limits_.body_timeout || is_slow(now, limits_.body_window, limits_.body_rate))
            expire(Deadline::body);
        break;
    case Phase::stream_body:
        if (!is_receiving_) // the handler is at work: that is not the client's time
            window_since_ = now;
        else if (is_slow(now, limits_.body_window, limits_.body_rate))
            expire(Deadline::body);
        break;
    case Phase::writing:
        if (is_slow(now, limits_.write_window, limits_.write_rate)) expire(Deadline::write);
        break;
    case Phase::lingering:
        if (in_phase >= limits_.linger_timeout) cut();
        break;
    }
    return timed_out_;
}

// True when a whole window brought fewer bytes than the rate demands. Begins the next one.
bool Session::is_slow(SteadyTime now, std::chrono::milliseconds window, std::size_t rate)
{
    if (now - window_since_ < window) return false;
    const bool slow = window_bytes_ * 1'000 < rate * static_cast<std::size_t>(window.count());
    window_since_ = now;
    window_bytes_ = 0;
    return slow;
}

void Session::hurry(bool all)
{
    if (all)
        expire(Deadline::drain);
    else if (phase_ == Phase::idle && nothing_has_come())
        cut();
}

// A request that waits in the socket has come before the server stopped: it is served.
bool Session::nothing_has_come()
{
    boost::system::error_code ignored;
    return socket_.available(ignored) == 0;
}

// What a connection that falls silent need not hold.
void Session::release_memory()
{
    buffer_.shrink();
    body_reader_.reset();
    body_.clear();
    body_.shrink_to_fit();
}

void Session::expire(Deadline which)
{
    shared_.stats.deadline_expired(which);
    cut();
}

// Ends what the session waits for; it sees timed_out_ and does what its phase demands.
void Session::cut()
{
    timed_out_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

} // namespace a2a::http
