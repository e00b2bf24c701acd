// SPDX-License-Identifier: Apache-2.0
#include "http/outbox.hpp"

#include "base/clock.hpp"
#include "http/characters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

namespace a2a::http {
namespace {

constexpr std::size_t kCopiedBytesMax = 2'048; // below this a copy is cheaper than another iovec
constexpr std::size_t kKeptBytesMax = 4'096;
constexpr std::size_t kKeptPiecesMax = 64;

template <int base>
void append_number(std::string& out, std::uint64_t number)
{
    std::array<char, 20> digits; // NOLINT(cppcoreguidelines-pro-type-member-init): written, then read
    const auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

// The one place where values become header bytes: none can smuggle a line in.
void append_value(std::string& out, std::string_view value)
{
    if (!is_field_value(value)) [[unlikely]]
        value = {value.begin(), std::ranges::find_if_not(value, is_field_char)};
    out.append(value).append("\r\n");
}

void append_status(std::string& out, Status status)
{
    if (status == Status::ok) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    append_number<10>(out, static_cast<std::uint64_t>(status));
    out.append(1, ' ').append(reason_of(status)).append("\r\n");
}

// RFC 9110 section 8.6: no Content-Length on 1xx, 204 and, here, 304.
bool has_length(Status status)
{
    return status != Status::no_content && status != Status::not_modified;
}

} // namespace

Opening::Opening(const Limits& limits)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limits.keepalive_timeout).count();
    keep_alive_ = "Connection: keep-alive\r\nKeep-Alive: timeout=" + std::to_string(seconds);
    if (limits.keepalive_requests > 0) keep_alive_ += ", max=" + std::to_string(limits.keepalive_requests);
    keep_alive_ += "\r\n";
}

std::string_view Opening::lines(bool keep_alive)
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec != second_) {
        second_ = now.tv_sec;
        const auto common =
            "Server: a2a-registry\r\nDate: " + print_http_date(WallTime{std::chrono::seconds{now.tv_sec}}) +
            "\r\n";
        constexpr std::string_view kName = "X-Request-Id: ";
        staying_ = common + keep_alive_;
        staying_ += kName;
        closing_ = common + "Connection: close\r\n";
        closing_ += kName;
    }
    return keep_alive ? staying_ : closing_;
}

std::size_t Outbox::add(Response& response, const Context& context)
{
    const auto before = bytes_queued();
    const auto length = has_length(response.status) ? response.body.size() : 0;
    add_head(response, context);
    if (has_length(response.status)) {
        text_ += "Content-Length: ";
        append_number<10>(text_, length);
        text_ += "\r\n";
    }
    text_ += "\r\n";
    if (length > 0 && !context.head_only) {
        for (auto& piece : response.body.pieces) { // ready, since its size was asked for
            if (piece.size() <= kCopiedBytesMax) {
                text_ += piece.view();
            } else {
                shared_bytes_ += piece.size();
                shared_.push_back({text_.size(), std::move(piece)});
            }
        }
    }
    return bytes_queued() - before;
}

void Outbox::add_head(const Response& response, const Context& context)
{
    append_status(text_, response.status);
    text_ += context.opening.lines(context.keep_alive);
    append_value(text_, context.request_id);
    if (response.content_type == "application/json") { // most are
        text_ += "Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n";
    } else if (!response.content_type.empty()) {
        text_ += "Content-Type: ";
        append_value(text_, response.content_type);
        text_ += "X-Content-Type-Options: nosniff\r\n";
    }
    if (!response.etag.empty()) {
        text_ += "ETag: ";
        append_value(text_, response.etag);
    }
    for (const auto& [name, value] : response.fields) {
        text_.append(name).append(": ");
        append_value(text_, value);
    }
}

void Outbox::add_stream_head(const Response& response, const Context& context)
{
    add_head(response, context);
    text_ += context.http_1_0 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
}

void Outbox::add_chunk(std::string_view piece)
{
    append_number<16>(text_, piece.size());
    text_.append("\r\n").append(piece).append("\r\n");
}

void Outbox::add_last_chunk()
{
    text_ += "0\r\n\r\n";
}

std::span<const iovec> Outbox::next(std::span<iovec> room) const
{
    std::size_t pieces = 0, skip = sent_;
    const auto take = [&](std::string_view bytes) {
        const auto skipped = std::min(skip, bytes.size());
        skip -= skipped;
        bytes.remove_prefix(skipped);
        // writev takes no const; it does not write either.
        if (!bytes.empty()) room[pieces++] = {const_cast<char*>(bytes.data()), bytes.size()};
        return pieces < room.size();
    };
    std::size_t at = 0;
    for (const auto& shared : shared_) {
        if (!take(std::string_view{text_}.substr(at, shared.after - at)) || !take(shared.bytes.view()))
            return room;
        at = shared.after;
    }
    take(std::string_view{text_}.substr(at));
    return room.first(pieces);
}

void Outbox::clear()
{
    text_.clear();
    if (text_.capacity() > kKeptBytesMax) text_.shrink_to_fit();
    shared_.clear();
    if (shared_.capacity() > kKeptPiecesMax) shared_.shrink_to_fit();
    shared_bytes_ = 0;
    sent_ = 0;
}

} // namespace a2a::http
