// SPDX-License-Identifier: Apache-2.0
// A server that says what it was told to say, on a free loopback port, one connection after
// the other. Destroy the client first: the server's thread ends with its connections.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace a2a::client {

enum class After : std::uint8_t { go_on, wait_for_client_to_close };

// What to do with one request: read it whole, then send these bytes; in ten pieces, with a pause
// before each, when there is one.
struct Reply {
    std::string bytes;
    After after = After::go_on;
    std::chrono::milliseconds pause{0};
};

// The replies on one connection, which is closed after the last.
using Talk = std::vector<Reply>;

class CannedServer {
public:
    explicit CannedServer(std::vector<Talk> talks, const char* address = "127.0.0.1");
    ~CannedServer();
    CannedServer(const CannedServer&) = delete;
    CannedServer& operator=(const CannedServer&) = delete;

    std::string url(std::string_view host = "127.0.0.1") const;
    bool listening() const { return listener_ >= 0; }

    // Returns when this many connections have been closed by the server.
    void wait_until_closed(std::size_t connections);

    // What came, request by request. Call after the answers have been read.
    std::vector<std::string> requests();
    std::size_t connections();

private:
    void run(const std::vector<Talk>& talks);
    void converse(int connection, const Talk& talk);

    int listener_ = -1;
    std::uint16_t port_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> requests_; // guarded by mutex_, as what follows
    std::size_t accepted_ = 0;
    std::size_t closed_ = 0;

    std::thread thread_;
};

// "HTTP/1.1 200 OK" with a JSON body and its length.
std::string answer(std::string_view body, std::string_view status = "200 OK", std::string_view fields = "");

} // namespace a2a::client
