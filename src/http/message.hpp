// SPDX-License-Identifier: Apache-2.0
// Requests and responses as everything above the transport sees them. Our own types, not
// Beast's: a second protocol (HTTP/2, a call in process) produces and takes the same.
#pragma once

#include "base/bytes.hpp"

#include <boost/container/small_vector.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::http {

enum class Verb : std::uint8_t { get, head, post, put, delete_, options, patch, trace, connect, unknown };
std::string_view name_of(Verb verb);
Verb verb_named(std::string_view method);

enum class Status : std::uint16_t {
    continue_ = 100,
    ok = 200,
    created = 201,
    no_content = 204,
    not_modified = 304,
    bad_request = 400,
    unauthorized = 401,
    forbidden = 403,
    not_found = 404,
    method_not_allowed = 405,
    not_acceptable = 406,
    request_timeout = 408,
    conflict = 409,
    length_required = 411,
    precondition_failed = 412,
    content_too_large = 413,
    uri_too_long = 414,
    unsupported_media_type = 415,
    expectation_failed = 417,
    too_many_requests = 429,
    header_fields_too_large = 431,
    internal_server_error = 500,
    not_implemented = 501,
    service_unavailable = 503,
    version_not_supported = 505,
    insufficient_storage = 507,
};
// The reason phrase of RFC 9110 section 15.
std::string_view reason_of(Status status);

struct Field {
    std::string_view name;
    std::string_view value;
};

// Of one header section, in its order. What is asked for mostly is not there, which a bit for each
// name tells: 50 fields cost a look no more than one.
class Fields {
public:
    void push_back(Field field)
    {
        names_ |= mark_of(field.name);
        fields_.push_back(field);
    }
    void clear()
    {
        fields_.clear();
        names_ = 0;
    }

    // False when there is none of this name (any case).
    bool may_have(std::string_view name) const { return (names_ & mark_of(name)) != 0; }
    // The first of this name (any case); empty when there is none.
    std::string_view operator[](std::string_view name) const
    {
        return may_have(name) ? find(name) : std::string_view{};
    }

    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }
    auto rbegin() const { return fields_.rbegin(); }
    auto rend() const { return fields_.rend(); }
    std::size_t size() const { return fields_.size(); }
    const Field& back() const { return fields_.back(); }

private:
    std::string_view find(std::string_view name) const;

    static std::uint64_t mark_of(std::string_view name)
    {
        if (name.empty()) return 1;
        const auto lowered = [](char c) { return static_cast<unsigned char>(c) | 0x20U; };
        return std::uint64_t{1} << ((name.size() + 5 * lowered(name.front()) + 11 * lowered(name.back())) %
                                    64);
    }

    boost::container::small_vector<Field, 16> fields_;
    std::uint64_t names_ = 0;
};

// One request. Views point into what the connection keeps: valid until its response is sent.
struct Request {
    Verb verb = Verb::unknown;
    std::string_view method; // as sent
    std::string_view target; // path and query as sent; of an absolute-form target only those
    std::string_view path;   // raw, still percent-encoded
    std::string_view query;  // raw, without '?'
    std::string_view host;
    int version_minor = 1; // HTTP/1.x
    Fields fields;
    std::string_view body; // whole; empty until it is read

    // The first field of this name (any case); empty when there is none.
    std::string_view operator[](std::string_view name) const { return fields[name]; }
};

// The bytes of an answer: ready pieces, or a function that makes them when they are needed
// (a 304 and a cached compressed form never need them).
struct Body {
    using Pieces = boost::container::small_vector<Bytes, 2>;

    Body() = default;
    explicit Body(Bytes bytes) { pieces.push_back(std::move(bytes)); }
    explicit Body(std::string text) : Body{Bytes{std::move(text)}} {}
    explicit Body(std::function<Pieces()> maker) : make{std::move(maker)} {}

    // Makes the pieces if they are not there yet.
    const Pieces& ready();
    std::size_t size(); // of the ready pieces
    bool is_there() const { return make != nullptr || !pieces.empty(); }

    Pieces pieces;
    std::function<Pieces()> make; // null once pieces are there
};

struct Response {
    Status status = Status::ok;
    std::string_view content_type = "application/json"; // of static life
    Body body = {};
    Body gzipped =
        {}; // the body compressed, where its maker has it or can make it for less; it may stay unused
    std::string etag = {};                                 // of the identity form, with quotes; "" = none
    std::optional<std::chrono::sys_seconds> modified = {}; // told as Last-Modified
    // Everything else. Names are of static life; the writer refuses CR, LF and NUL in values.
    boost::container::small_vector<std::pair<std::string_view, std::string>, 4> fields = {};
    bool close = false; // end the connection after this answer
    bool shed = false;  // only for want of time: no line in the log, and a small body is skipped

    Response& with(std::string_view name, std::string value)
    {
        fields.emplace_back(name, std::move(value));
        return *this;
    }
};

} // namespace a2a::http
