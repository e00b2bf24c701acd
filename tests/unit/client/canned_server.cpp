// SPDX-License-Identifier: Apache-2.0
#include "canned_server.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>

namespace a2a::client {
namespace {

std::size_t content_length(std::string_view head)
{
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const auto at = head.find(kName);
    std::size_t length = 0;
    if (at != std::string_view::npos) {
        const auto value = head.substr(at + kName.size());
        std::from_chars(value.data(), value.data() + value.size(), length);
    }
    return length;
}

// Empty when the client closes first.
std::string read_request(int connection)
{
    std::string request;
    char buffer[4096];
    while (true) {
        const auto end = request.find("\r\n\r\n");
        if (end != std::string::npos && request.size() >= end + 4 + content_length(request)) return request;
        const auto got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) return {};
        request.append(buffer, static_cast<std::size_t>(got));
    }
}

void send_all(int connection, std::string_view bytes)
{
    ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void send_slowly(int connection, std::string_view bytes, std::chrono::milliseconds pause)
{
    const auto piece = bytes.size() / 10 + 1;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        std::this_thread::sleep_for(pause);
        send_all(connection, bytes.substr(at, piece));
    }
}

} // namespace

CannedServer::CannedServer(std::vector<Talk> talks, const char* address)
{
    boost::asio::ip::tcp::endpoint endpoint{boost::asio::ip::make_address(address), 0};
    listener_ = ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t size = static_cast<socklen_t>(endpoint.capacity());
    if (::bind(listener_, endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0 ||
        ::listen(listener_, 8) != 0 || ::getsockname(listener_, endpoint.data(), &size) != 0) {
        ::close(listener_);
        listener_ = -1;
        return;
    }
    port_ = endpoint.port();
    thread_ = std::thread{[this, script = std::move(talks)] { run(script); }};
}

CannedServer::~CannedServer()
{
    if (listener_ < 0) return;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::string CannedServer::url(std::string_view host) const
{
    return "http://" + std::string{host} + ':' + std::to_string(port_);
}

void CannedServer::wait_until_closed(std::size_t connections)
{
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return closed_ >= connections; });
}

std::vector<std::string> CannedServer::requests()
{
    const std::lock_guard lock{mutex_};
    return requests_;
}

std::size_t CannedServer::connections()
{
    const std::lock_guard lock{mutex_};
    return accepted_;
}

void CannedServer::run(const std::vector<Talk>& talks)
{
    for (const auto& talk : talks) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        {
            const std::lock_guard lock{mutex_};
            ++accepted_;
        }
        converse(connection, talk);
        ::close(connection);
        const std::lock_guard lock{mutex_};
        ++closed_;
        changed_.notify_all();
    }
}

void CannedServer::converse(int connection, const Talk& talk)
{
    for (const auto& [bytes, after, pause] : talk) {
        auto request = read_request(connection);
        if (request.empty()) return;
        {
            const std::lock_guard lock{mutex_};
            requests_.push_back(std::move(request));
        }
        pause.count() == 0 ? send_all(connection, bytes) : send_slowly(connection, bytes, pause);
        if (after == After::wait_for_client_to_close) {
            read_request(connection);
            return;
        }
    }
}

std::string answer(std::string_view body, std::string_view status, std::string_view fields)
{
    std::string bytes{"HTTP/1.1 "};
    bytes.append(status).append("\r\nContent-Type: application/json\r\n").append(fields);
    bytes.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return bytes;
}

} // namespace a2a::client
