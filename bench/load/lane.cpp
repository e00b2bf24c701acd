// SPDX-License-Identifier: Apache-2.0
#include "load/lane.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace a2a::bench {

Lane::Lane(const Endpoint& server, int epoll, std::uint32_t number)
    : server_{server}, epoll_{epoll}, number_{number}
{
}

Lane::Lane(Lane&& other) noexcept
    : server_{other.server_}, epoll_{other.epoll_}, number_{other.number_},
      socket_{std::exchange(other.socket_, -1)}, watches_room_{other.watches_room_}, call_{other.call_},
      sent_{other.sent_}, due_{other.due_}, begun_{other.begun_}, reader_{std::move(other.reader_)}
{
}

Lane::~Lane()
{
    close();
}

std::optional<Ending> Lane::begin(const Call& call, Clock::time_point due, Clock::time_point now)
{
    call_ = &call;
    sent_ = 0;
    due_ = due;
    begun_ = now;
    reader_.reset();
    if (socket_ < 0 && !connect()) return end(Fault::connect);
    return send();
}

bool Lane::connect()
{
    socket_ = ::socket(server_.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return false;
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto* address = reinterpret_cast<const sockaddr*>(&server_.address);
    if (::connect(socket_, address, server_.size) != 0 && errno != EINPROGRESS) return false;
    watches_room_ = false;
    watch(EPOLL_CTL_ADD, EPOLLIN);
    return true;
}

std::optional<Ending> Lane::send()
{
    const auto rest = std::string_view{call_->bytes}.substr(sent_);
    const auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != ENOTCONN)
        return end(errno == ECONNREFUSED ? Fault::connect : Fault::closed);

    sent_ += static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    const bool needs_room = sent_ < call_->bytes.size();
    if (needs_room != watches_room_) watch(EPOLL_CTL_MOD, needs_room ? EPOLLIN | EPOLLOUT : EPOLLIN);
    watches_room_ = needs_room;
    return std::nullopt;
}

std::optional<Ending> Lane::on_ready(std::uint32_t events)
{
    if (socket_ < 0) return std::nullopt;
    if (call_ == nullptr) { // the server closes an idle connection, or speaks unasked
        close();
        return std::nullopt;
    }
    if ((events & EPOLLOUT) != 0 && (events & EPOLLERR) == 0)
        if (auto ending = send()) return ending;
    return (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 ? receive() : std::nullopt;
}

std::optional<Ending> Lane::receive()
{
    std::array<char, 64 * 1024> buffer;
    const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EAGAIN) return std::nullopt;
    if (got < 0 && (errno == ECONNREFUSED || errno == EHOSTUNREACH || errno == ETIMEDOUT))
        return end(Fault::connect);
    if (got <= 0) return end(Fault::closed);

    switch (reader_.add({buffer.data(), static_cast<std::size_t>(got)})) {
    case AnswerReader::Step::more:
        return std::nullopt;
    case AnswerReader::Step::malformed:
        return end(Fault::malformed);
    case AnswerReader::Step::whole:
        return judge();
    }
    return std::nullopt;
}

std::optional<Ending> Lane::judge()
{
    const auto answer = reader_.answer();
    const auto& call = *call_;
    // An answer before the whole request was sent is a refusal, and the rest cannot be taken back.
    const bool closes = answer.closes || sent_ < call.bytes.size();
    std::optional<Fault> fault;
    if (std::ranges::find(call.statuses, answer.status) == call.statuses.end())
        fault = Fault::status;
    else if (answer.body.find(call.body_contains) == std::string_view::npos)
        fault = Fault::body;

    const Ending ending{fault, due_};
    call_ = nullptr;
    if (closes) close();
    return ending;
}

std::optional<Ending> Lane::expire(Clock::time_point oldest)
{
    if (call_ == nullptr || begun_ >= oldest) return std::nullopt;
    return end(Fault::timeout);
}

// After a fault nothing is known of what else may come on this connection.
Ending Lane::end(std::optional<Fault> fault)
{
    call_ = nullptr;
    close();
    return {fault, due_};
}

void Lane::watch(int operation, std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.u32 = number_;
    ::epoll_ctl(epoll_, operation, socket_, &event);
}

void Lane::close()
{
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

} // namespace a2a::bench
