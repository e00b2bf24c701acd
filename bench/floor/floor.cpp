// SPDX-License-Identifier: Apache-2.0
// The floor: what an HTTP/1.1 answer costs when nothing is done for it. One thread, epoll, one
// recv and one send; a request is whatever ends in an empty line (and, with --bodies, the body
// its Content-Length announces). Every request gets the same bytes. What a server needs beyond
// this is its own doing. Loopback only.
#include "floor/framer.hpp"

#include <CLI/CLI.hpp>
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

using a2a::bench::Framer;

constexpr std::size_t kAnswersAheadBytes = 256 * 1024;
constexpr std::size_t kAnswersAheadMax = 64;

struct Options {
    std::uint16_t port = 0;
    std::size_t body_bytes = 281;
    std::string body_file;
    bool bodies = false;
};

int checked(int outcome, const char* doing)
{
    if (outcome < 0) throw std::system_error{errno, std::generic_category(), doing};
    return outcome;
}

std::string body_of(const Options& options)
{
    if (options.body_file.empty()) {
        const std::size_t filling = options.body_bytes < 2 ? 0 : options.body_bytes - 2;
        return ('"' + std::string(filling, 'x') + '"').substr(0, options.body_bytes);
    }
    std::ifstream in{options.body_file, std::ios::binary};
    if (!in) throw std::runtime_error{"cannot read " + options.body_file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// The header fields a registry sends, so that the bytes on the wire are comparable.
std::string answer_with(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nServer: a2a-registry\r\nDate: Mon, 23 Nov 2026 14:55:01 GMT\r\n"
           "Content-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) +
           "\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5, max=1000\r\nCache-Control: no-cache\r\n"
           "ETag: \"0123456789abcdefghijkl\"\r\nX-Request-Id: 0123456789abcdef\r\n\r\n" +
           body;
}

struct Connection {
    Framer framer;
    std::size_t owed = 0; // bytes of answers still to be sent
    bool blocked = false; // epoll watches for room
};

class Floor {
public:
    explicit Floor(const Options& options) : bodies_{options.bodies}
    {
        const auto answer = answer_with(body_of(options));
        answer_bytes_ = answer.size();
        const auto copies = std::clamp<std::size_t>(kAnswersAheadBytes / answer_bytes_, 1, kAnswersAheadMax);
        for (std::size_t i = 0; i < copies; ++i) answers_ += answer;
        listen_on(options.port);
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 128> events{};
        while (true) {
            const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(ready, 0)); ++i) {
                if (events[i].data.fd == listener_)
                    accept_all();
                else if (!serve(events[i].data.fd, events[i].events))
                    ::close(events[i].data.fd);
            }
        }
    }

private:
    void listen_on(std::uint16_t port)
    {
        listener_ = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
        const int yes = 1;
        checked(::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "SO_REUSEADDR");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        checked(::bind(listener_, generic, size), "bind");
        checked(::listen(listener_, 1024), "listen");
        checked(::getsockname(listener_, generic, &size), "getsockname");
        epoll_ = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
        watch(listener_, EPOLL_CTL_ADD, EPOLLIN);
        std::cout << "listening on 127.0.0.1:" << ntohs(address.sin_port) << std::endl;
    }

    void watch(int fd, int operation, std::uint32_t what) const
    {
        epoll_event event{};
        event.events = what;
        event.data.fd = fd;
        checked(::epoll_ctl(epoll_, operation, fd, &event), "epoll_ctl");
    }

    void accept_all()
    {
        while (true) {
            const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd < 0) return;
            const int yes = 1;
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            const auto index = static_cast<std::size_t>(fd);
            while (connections_.size() <= index) connections_.push_back({.framer = Framer{bodies_}});
            connections_[index] = {.framer = Framer{bodies_}};
            watch(fd, EPOLL_CTL_ADD, EPOLLIN);
        }
    }

    // False when the connection has ended.
    bool serve(int fd, std::uint32_t what)
    {
        auto& connection = connections_[static_cast<std::size_t>(fd)];
        if ((what & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
            const auto got = ::recv(fd, buffer_.data(), buffer_.size(), 0);
            if (got == 0 || (got < 0 && errno != EAGAIN)) return false;
            std::size_t requests = 0;
            const std::string_view bytes{buffer_.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
            if (!connection.framer.add(bytes, requests)) return false;
            connection.owed += requests * answer_bytes_;
        }
        return send_owed(fd, connection);
    }

    // The answers repeat themselves, so how much is owed says where to go on.
    bool send_owed(int fd, Connection& connection) const
    {
        while (connection.owed != 0) {
            const auto begun = connection.owed % answer_bytes_;
            const auto at = begun == 0 ? 0 : answer_bytes_ - begun;
            const auto length = std::min(connection.owed, answers_.size() - at);
            const auto sent = ::send(fd, answers_.data() + at, length, MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN) return false;
            if (sent < 0) break;
            connection.owed -= static_cast<std::size_t>(sent);
        }
        const bool blocked = connection.owed != 0;
        if (blocked != connection.blocked) watch(fd, EPOLL_CTL_MOD, blocked ? EPOLLOUT : EPOLLIN);
        connection.blocked = blocked;
        return true;
    }

    const bool bodies_;
    std::string answers_; // the answer, several times over
    std::size_t answer_bytes_ = 0;
    int listener_ = -1;
    int epoll_ = -1;
    std::vector<Connection> connections_; // by descriptor
    std::array<char, 64 * 1024> buffer_{};
};

} // namespace

int main(int argc, char** argv)
{
    Options options;
    CLI::App app{"The cheapest HTTP server there can be, to measure others against"};
    app.add_option("--port", options.port, "on 127.0.0.1; 0 picks a free one")->capture_default_str();
    auto* bytes = app.add_option("--body-bytes", options.body_bytes, "answer a body of this size");
    app.add_option("--body-file", options.body_file, "answer what is in this file")->excludes(bytes);
    app.add_flag("--bodies", options.bodies, "requests have bodies, with a Content-Length");
    CLI11_PARSE(app, argc, argv);
    try {
        Floor{options}.run();
    } catch (const std::exception& fault) {
        std::cerr << "floor: " << fault.what() << '\n';
        return 1;
    }
}
