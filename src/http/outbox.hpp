// SPDX-License-Identifier: Apache-2.0
// Answers on their way out: formats the header block of each and gathers it with its body,
// so that an answer, or a run of pipelined ones, leaves in one write.
#pragma once

#include "base/bytes.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

#include <sys/uio.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

// What every answer says behind its status line, made once a second: Server, Date (RFC 9110 section
// 6.6.1), what becomes of the connection, and the name of the field with the request's id. One a worker.
class Opening {
public:
    explicit Opening(const Limits& limits);

    // "Server: …\r\nDate: …\r\nConnection: …\r\nX-Request-Id: ", until the next call.
    std::string_view lines(bool keep_alive);

private:
    std::string keep_alive_; // "Connection: keep-alive\r\nKeep-Alive: timeout=5, max=1000\r\n"
    long long second_ = -1;
    std::string staying_, closing_;
};

class Outbox {
public:
    struct Context {
        Opening& opening;
        std::string_view request_id;
        bool head_only = false; // the request was HEAD: the length is told, the body is not sent
        bool keep_alive = true;
        bool http_1_0 = false;
    };

    // Queues a whole answer and takes the pieces of its body over. Returns the bytes it takes.
    std::size_t add(Response& response, const Context& context);

    // Queues the head of a chunked answer (until the connection's end on HTTP/1.0), then its pieces.
    void add_stream_head(const Response& response, const Context& context);
    void add_chunk(std::string_view piece);
    void add_last_chunk();
    void add_raw(std::string_view bytes) { text_ += bytes; }

    bool empty() const { return sent_ == bytes_queued(); }
    std::size_t bytes_left() const { return bytes_queued() - sent_; }

    // All that is left, when it is one piece; else empty.
    std::string_view only_piece() const
    {
        return shared_.empty() ? std::string_view{text_}.substr(sent_) : std::string_view{};
    }

    // What is to be sent next, as many pieces as there is room for; then how much went.
    std::span<const iovec> next(std::span<iovec> room) const;
    void sent(std::size_t bytes) { sent_ += bytes; }

    // Forgets everything; keeps at most a little memory for the next answer.
    void clear();

private:
    // A body piece that stands behind the first `after` bytes of text_.
    struct Shared {
        std::size_t after = 0;
        Bytes bytes;
    };
    void add_head(const Response& response, const Context& context);
    std::size_t bytes_queued() const { return text_.size() + shared_bytes_; }

    std::string text_; // heads and small bodies
    std::vector<Shared> shared_;
    std::size_t shared_bytes_ = 0;
    std::size_t sent_ = 0;
};

} // namespace a2a::http
