// SPDX-License-Identifier: Apache-2.0
#include "support/raw_client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace a2a::support {
namespace {

constexpr int kDeadlineMs = 8'000;
using Steady = std::chrono::steady_clock;

// Turn by turn: when this process, and the server in it, is stopped for a while, one turn is lost and not
// the deadline.
bool is_ready(int fd, short events, int timeout_ms)
{
    constexpr int kTurnMs = 1'000;
    pollfd wait{.fd = fd, .events = events, .revents = 0};
    for (; timeout_ms > kTurnMs; timeout_ms -= kTurnMs)
        if (::poll(&wait, 1, kTurnMs) > 0) return true;
    return ::poll(&wait, 1, timeout_ms) > 0;
}

[[noreturn]] void fail(const char* what)
{
    throw std::system_error{errno, std::generic_category(), what};
}

bool equal_names(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// Calls `take` with each field until it answers true.
template <class Take>
void for_each_field(std::string_view head, Take take)
{
    for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n")) {
        head.remove_prefix(at + 2);
        const auto line = head.substr(0, head.find("\r\n"));
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos) throw std::runtime_error{"a field of the answer is malformed"};
        if (take(line.substr(0, colon), line.substr(colon + 2))) return;
    }
}

} // namespace

std::string request(const std::string& line, const std::string& fields, const std::string& body)
{
    return line + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n" + body;
}

std::string request_with(const std::string& line, const std::string& body, const std::string& fields)
{
    return request(line, fields + "Content-Length: " + std::to_string(body.size()) + "\r\n", body);
}

std::string Answer::field(std::string_view name) const
{
    std::string found;
    for_each_field(head, [&](std::string_view given, std::string_view value) {
        if (!equal_names(given, name)) return false;
        found = value;
        return true;
    });
    return found;
}

bool Answer::has(std::string_view name) const
{
    bool found = false;
    for_each_field(
        head, [&](std::string_view given, std::string_view) { return found = equal_names(given, name); });
    return found;
}

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes)
    : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (receive_buffer_bytes > 0)
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) {
        ::close(fd_);
        fail("connect");
    }
}

RawClient::RawClient(const std::string& unix_path) : fd_{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_un server{};
    server.sun_family = AF_UNIX;
    unix_path.copy(server.sun_path, sizeof server.sun_path - 1);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) {
        ::close(fd_);
        fail("connect");
    }
}

RawClient::~RawClient()
{
    ::close(fd_);
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        if (!is_ready(fd_, POLLOUT, kDeadlineMs)) throw std::runtime_error{"the server takes nothing"};
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EAGAIN) continue;
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::takes_more(std::chrono::milliseconds time)
{
    return is_ready(fd_, POLLOUT, static_cast<int>(time.count()));
}

void RawClient::send_byte_by_byte(std::string_view bytes)
{
    for (const char& byte : bytes) send({&byte, 1});
}

void RawClient::half_close()
{
    ::shutdown(fd_, SHUT_WR);
}

bool RawClient::fill()
{
    if (!is_ready(fd_, POLLIN, kDeadlineMs)) throw std::runtime_error{"the server says nothing"};
    std::array<char, 16'384> bytes{};
    const auto got = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (got < 0) was_reset_ = true;
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::string RawClient::read_some()
{
    if (buffer_.empty()) fill();
    return std::exchange(buffer_, {});
}

std::string RawClient::read_to_end()
{
    while (fill()) {
    }
    return std::exchange(buffer_, {});
}

std::string RawClient::take(std::size_t bytes)
{
    while (buffer_.size() < bytes)
        if (!fill()) break;
    auto taken = buffer_.substr(0, bytes);
    buffer_.erase(0, taken.size());
    if (buffer_.empty()) buffer_.shrink_to_fit(); // tests measure what the server holds
    return taken;
}

std::string RawClient::take_line()
{
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos)
        if (!fill()) return {};
    auto line = take(end);
    take(2);
    return line;
}

Answer RawClient::read(bool head_only)
{
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) throw std::runtime_error{"the connection ended before an answer: " + buffer_};
    Answer answer;
    answer.head = take(end);
    take(4);
    if (!answer.head.starts_with("HTTP/1.1 ")) throw std::runtime_error{"no status line: " + answer.head};
    answer.status = std::stoi(answer.head.substr(9, 3));
    if (head_only || answer.status == 100 || answer.status == 204 || answer.status == 304) return answer;
    if (answer.field("Transfer-Encoding") == "chunked") {
        read_chunks(answer);
    } else if (answer.has("Content-Length")) {
        const auto length = std::stoul(answer.field("Content-Length"));
        answer.body = take(length);
        answer.is_whole = answer.body.size() == length;
    } else {
        answer.body = read_to_end();
    }
    return answer;
}

void RawClient::read_chunks(Answer& answer)
{
    for (;;) {
        const auto line = take_line();
        const auto size = line.empty() ? 0 : std::stoul(line, nullptr, 16);
        const auto piece = take(size);
        answer.body += piece;
        answer.is_whole = !line.empty() && piece.size() == size && take(2) == "\r\n";
        if (size == 0 || !answer.is_whole) return;
    }
}

bool RawClient::stays_silent(std::chrono::milliseconds time)
{
    return !is_ready(fd_, POLLIN, static_cast<int>(time.count()));
}

std::chrono::milliseconds RawClient::closes_after()
{
    const auto begin = Steady::now();
    if (fill()) throw std::runtime_error{"the server said something: " + buffer_};
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begin);
}

} // namespace a2a::support
