// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include "base/text.hpp"

#include <array>

namespace a2a::http {
namespace {

constexpr std::array<std::string_view, 10> kVerbs{"GET",     "HEAD",  "POST",  "PUT",     "DELETE",
                                                  "OPTIONS", "PATCH", "TRACE", "CONNECT", ""};

} // namespace

std::string_view name_of(Verb verb)
{
    return kVerbs.at(static_cast<std::size_t>(verb));
}

Verb verb_named(std::string_view method)
{
    for (std::size_t i = 0; i + 1 < kVerbs.size(); ++i)
        if (kVerbs.at(i) == method) return static_cast<Verb>(i);
    return Verb::unknown;
}

std::string_view reason_of(Status status)
{
    switch (status) {
    case Status::continue_:
        return "Continue";
    case Status::ok:
        return "OK";
    case Status::created:
        return "Created";
    case Status::no_content:
        return "No Content";
    case Status::not_modified:
        return "Not Modified";
    case Status::bad_request:
        return "Bad Request";
    case Status::unauthorized:
        return "Unauthorized";
    case Status::forbidden:
        return "Forbidden";
    case Status::not_found:
        return "Not Found";
    case Status::method_not_allowed:
        return "Method Not Allowed";
    case Status::not_acceptable:
        return "Not Acceptable";
    case Status::request_timeout:
        return "Request Timeout";
    case Status::conflict:
        return "Conflict";
    case Status::length_required:
        return "Length Required";
    case Status::precondition_failed:
        return "Precondition Failed";
    case Status::content_too_large:
        return "Content Too Large";
    case Status::uri_too_long:
        return "URI Too Long";
    case Status::unsupported_media_type:
        return "Unsupported Media Type";
    case Status::expectation_failed:
        return "Expectation Failed";
    case Status::too_many_requests:
        return "Too Many Requests";
    case Status::header_fields_too_large:
        return "Request Header Fields Too Large";
    case Status::internal_server_error:
        return "Internal Server Error";
    case Status::not_implemented:
        return "Not Implemented";
    case Status::service_unavailable:
        return "Service Unavailable";
    case Status::version_not_supported:
        return "HTTP Version Not Supported";
    case Status::insufficient_storage:
        return "Insufficient Storage";
    }
    return "";
}

std::string_view Fields::find(std::string_view name) const
{
    for (const auto& field : fields_)
        if (field.name.size() == name.size() && text::equal_ignoring_ascii_case(field.name, name))
            return field.value;
    return {};
}

const Body::Pieces& Body::ready()
{
    if (make) {
        pieces = make();
        make = nullptr;
    }
    return pieces;
}

std::size_t Body::size()
{
    std::size_t bytes = 0;
    for (const auto& piece : ready()) bytes += piece.size();
    return bytes;
}

} // namespace a2a::http
