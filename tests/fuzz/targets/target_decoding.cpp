// SPDX-License-Identifier: Apache-2.0
// Request targets: split on raw slashes, each parameter decoded exactly once (RFC 3986 section 2.4), and
// any text is its own after encoding and decoding.
#include "base/text.hpp"
#include "card/card.hpp"
#include "http/router.hpp"
#include "target.hpp"

#include <algorithm>
#include <string>

namespace a2a::fuzz {
namespace {

const http::Router& router()
{
    static const http::Router it{{{.verb = http::Verb::get, .pattern = "/agents/{id}"},
                                  {.verb = http::Verb::get, .pattern = "/agents/{id}/card"},
                                  {.verb = http::Verb::get, .pattern = "/agents"},
                                  {.verb = http::Verb::get, .pattern = "/agents/search"},
                                  {.verb = http::Verb::get, .pattern = "/a/{x}/{y}"}}};
    return it;
}

bool has_only_whole_escapes(std::string_view text)
{
    const auto is_hex = [](char c) {
        return std::string_view{"0123456789abcdefABCDEF"}.find(c) != std::string_view::npos;
    };
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3))
        if (text.size() - at < 3 || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
    return true;
}

void must_survive_encoding(std::string_view text)
{
    const auto encoded = text::percent_encode(text);
    must(std::ranges::all_of(encoded, [](char c) { return c > ' ' && c < '\x7f' && c != '/' && c != '?'; }),
         "an encoded text is one segment");
    must(text::percent_decode(encoded) == text, "encoding and decoding give the text back");
}

void must_decode_strictly(std::string_view text)
{
    const auto decoded = text::percent_decode(text);
    must(decoded.has_value() == has_only_whole_escapes(text), "just whole escapes are decoded");
    if (!decoded) return;
    const auto escapes = static_cast<std::size_t>(std::ranges::count(text, '%'));
    must(decoded->size() + 2 * escapes == text.size(), "each escape is one byte, decoded once");
}

// A legal id in a path is that id in the handler.
void must_find_way(std::string_view id)
{
    if (card::fault_of_id(id)) return;
    const auto path = "/agents/" + text::percent_encode(id) + "/card";
    http::RequestHead head;
    http::Exchange exchange{head};
    exchange.request.verb = http::Verb::get;
    exchange.request.path = path;
    router().route(exchange);
    must(exchange.route != nullptr && !exchange.has_invalid_path && exchange.params.size() == 1 &&
             exchange.params[0] == id,
         "an encoded id is found again");
}

} // namespace

void run(std::string_view input)
{
    must_survive_encoding(input);
    must_decode_strictly(input);
    must_find_way(input);

    const auto section = "GET " + std::string{input} + " HTTP/1.1\r\nHost: a\r\n\r\n";
    const http::Limits limits;
    http::HeadScanner scanner{limits};
    if (!scanner.scan(section) || scanner.end() != section.size() || scanner.begin() != 0) return;
    http::RequestHead head;
    http::Exchange exchange{head};
    if (http::read_head(section, exchange.head)) return;
    router().route(exchange);
    if (exchange.route == nullptr || exchange.has_invalid_path) return;
    const auto pattern = exchange.route->pattern;
    must(std::ranges::count(exchange.request.path, '/') == std::ranges::count(pattern, '/'),
         "an encoded slash splits nothing");
    must(static_cast<std::size_t>(std::ranges::count(pattern, '{')) == exchange.params.size(),
         "every parameter is there");
    for (const auto& param : exchange.params)
        must(!param.empty() && text::is_utf8(param), "parameters are UTF-8, and not empty");
}

} // namespace a2a::fuzz
