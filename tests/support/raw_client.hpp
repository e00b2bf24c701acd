// SPDX-License-Identifier: Apache-2.0
// A connection that sends exactly the bytes it is told and reads answers strictly. Every wait
// ends at a deadline with an exception, which fails the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::support {

struct Answer {
    int status = 0;
    std::string head;     // with the status line, without the empty line
    std::string body;     // without its chunks
    bool is_whole = true; // false when the connection ended before the body did

    // The value of the first field of this name; "" when there is none.
    std::string field(std::string_view name) const;
    bool has(std::string_view name) const;
};

// "GET /health HTTP/1.1" with a Host and `fields`, each with its line end.
std::string request(const std::string& line, const std::string& fields = "", const std::string& body = "");
// The same with Content-Length.
std::string request_with(const std::string& line, const std::string& body, const std::string& fields = "");

class RawClient {
public:
    explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
    explicit RawClient(const std::string& unix_path);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // Sends all of it; false when the server no longer takes it.
    bool send(std::string_view bytes);
    void send_byte_by_byte(std::string_view bytes);
    // Whether it takes a byte more, now or within so long.
    bool takes_more(std::chrono::milliseconds time);
    void half_close();

    // The next answer. `head_only`: it answers a HEAD.
    Answer read(bool head_only = false);
    // The next bytes, whatever they are; "" at the end.
    std::string read_some();
    // Everything until the server closes.
    std::string read_to_end();

    // True when nothing comes for so long, and the connection stays open.
    bool stays_silent(std::chrono::milliseconds time);
    // How long it takes until the server closes without having said anything.
    std::chrono::milliseconds closes_after();
    bool was_reset() const { return was_reset_; }

private:
    bool fill(); // false at the end
    std::string take(std::size_t bytes);
    std::string take_line();
    void read_chunks(Answer& answer);

    int fd_;
    std::string buffer_;
    bool was_reset_ = false;
};

} // namespace a2a::support
