// SPDX-License-Identifier: Apache-2.0
// The half of a worker that takes connections from the queue, also when there is nothing to take them with.
#include "http/address.hpp"
#include "http/worker.hpp"
#include "observe/log.hpp"
#include "observe/worker_stats.hpp"

#include <fcntl.h>

#include <array>
#include <string>
#include <string_view>

namespace a2a::http {
namespace {

constexpr std::chrono::milliseconds kPauseWithoutDescriptors{50};
constexpr std::chrono::milliseconds kOthersFirst{1}; // or whoever is awake takes a whole burst
constexpr std::chrono::seconds kWarnEvery{10};
constexpr std::size_t kAcceptedAtOnce = 64;

bool lacks_descriptors(const boost::system::error_code& error)
{
    return error.value() == EMFILE || error.value() == ENFILE;
}

// The connection's own fault, or the end of listening: the next one may come at once.
bool is_harmless(const boost::system::error_code& error)
{
    return !error || error == asio::error::connection_aborted || error == asio::error::operation_aborted;
}

// What is said with the last descriptor, so that a client learns more than a reset tells.
void turn_away(int fd)
{
    static constexpr std::string_view kBody =
        R"({"type":"/problems/overloaded","title":"Service Unavailable","status":503,"detail":"no descriptors are left"})";
    static const std::string kAnswer =
        "HTTP/1.1 503 Service Unavailable\r\nServer: a2a-registry\r\nConnection: close\r\nRetry-After: 1\r\n"
        "Content-Type: application/problem+json\r\nContent-Length: " +
        std::to_string(kBody.size()) + "\r\n\r\n" + std::string{kBody};
    ::send(fd, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(fd, SHUT_WR);
    std::array<char, 16 * 1'024> unread{}; // or closing would reset what was said
    ::recv(fd, unread.data(), unread.size(), MSG_DONTWAIT);
}

} // namespace

OwnedFd Worker::open_spare()
{
    return OwnedFd{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
}

void Worker::listen(WorkerSocket socket)
{
    const int family = name_of(socket.fd.get()).storage.ss_family;
    listening_.push_back({Acceptor{context_}, socket.is_shared, socket.is_passed});
    auto& acceptor = listening_.back().acceptor;
    acceptor.assign({family, 0}, socket.fd.release());
    acceptor.non_blocking(true); // a queue that is empty after all must not stop the worker
}

Task<void> Worker::accept(Listening& listening)
{
    auto& acceptor = listening.acceptor;
    while (acceptor.is_open()) {
        Socket socket{context_};
        Peer peer;
        const auto [error] = co_await acceptor.async_accept(socket, peer, use_tuple);
        if (!error) {
            admit(std::move(socket), peer);
            if (!listening.is_shared) accept_waiting(acceptor, kAcceptedAtOnce);
        }
        if (lacks_descriptors(error)) out_of_descriptors(acceptor);
        if (listening.is_shared && admission_.is_more_than_fair(open_)) co_await pause(kOthersFirst);
        if (!is_harmless(error))
            co_await pause(kPauseWithoutDescriptors); // a loop that tries again at once would burn a core
    }
}

// A socket may have more descriptors than this one. Closing a descriptor takes only a socket's last out of
// the epoll set, and Asio relies on that; release() does it by itself.
void Worker::close_listeners()
{
    for (auto& [acceptor, is_shared, is_passed] : listening_) {
        if (!is_passed) empty_queue_of(acceptor);
        boost::system::error_code ignored;
        const OwnedFd closed{acceptor.release(ignored)};
    }
}

// Who is in the queue when the listener closes would meet a reset (tcp_migrate_req=0).
void Worker::empty_queue_of(Acceptor& acceptor)
{
    while (accept_waiting(acceptor, kAcceptedAtOnce)) {
    }
}

// True when there may be more. Between two rounds of the worker there may be a costly request: if only one
// connection were taken in each, those that ask for little could not even say so.
bool Worker::accept_waiting(Acceptor& acceptor, std::size_t most)
{
    boost::system::error_code error;
    for (std::size_t i = 0; i < most && !error; ++i) {
        Socket socket{context_};
        Peer peer;
        acceptor.accept(socket, peer, error);
        if (!error) admit(std::move(socket), peer);
    }
    return !error;
}

// Gives the spare descriptor up to take and turn away whoever is first in the queue.
void Worker::out_of_descriptors(Acceptor& acceptor)
{
    shared_.stats.connection_refused(observe::Refusal::descriptors);
    const auto now = std::chrono::steady_clock::now();
    if (now - warned_ > kWarnEvery) {
        warned_ = now;
        log::warning("no descriptors left", {});
    }
    spare_.close();
    {
        Socket socket{context_};
        boost::system::error_code error;
        acceptor.accept(socket, error);
        if (!error) turn_away(socket.native_handle());
    }
    spare_ = open_spare();
}

Task<void> Worker::pause(std::chrono::milliseconds time)
{
    Timer timer{context_};
    timer.expires_after(time);
    co_await timer.async_wait(use_tuple);
}

} // namespace a2a::http
