// SPDX-License-Identifier: Apache-2.0
// Cursors: one spelling each, refused when a letter is changed, and harmless when forged with a checksum
// that is right: a page that begins elsewhere.
#include "catalog/cursor.hpp"

#include "agents.hpp"
#include "base/text.hpp"
#include "cuts.hpp"
#include "target.hpp"

namespace a2a::fuzz {
namespace {

using catalog::Cursor;
using catalog::Walk;

std::uint64_t take_number(std::string_view& input)
{
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8 | take_choice(input);
    return number;
}

api::SearchRequest question(Walk walk)
{
    api::SearchRequest request;
    request.query.limit = 2;
    request.query.sort = walk == Walk::name        ? Sort::name
                         : walk == Walk::updated   ? Sort::updated
                         : walk == Walk::relevance ? Sort::relevance
                                                   : Sort::registered;
    if (walk == Walk::relevance) request.query.text = "weather";
    return request;
}

VocabularyQuery vocabulary(std::string cursor)
{
    VocabularyQuery query;
    query.limit = 2;
    query.cursor = std::move(cursor);
    return query;
}

// What the catalog expects in a cursor of this walk: bytes 2 to 9 of one of its own.
std::uint64_t fingerprint_of(Walk walk)
{
    const auto own = walk == Walk::vocabulary ? agents().vocabulary(vocabulary({})).value().next_cursor
                                              : agents().search(question(walk).query).value().next_cursor;
    const auto bytes = text::base64url_decode(own).value().substr(2);
    auto view = std::string_view{bytes};
    return take_number(view);
}

void must_be_harmless(const Cursor& forged)
{
    const auto text = catalog::print(forged);
    if (forged.walk == Walk::vocabulary) {
        const auto answer = agents().vocabulary(vocabulary(text));
        must(!answer || answer->values.size() <= 2, "a page has a limit");
        return;
    }
    auto request = question(forged.walk);
    request.query.cursor = text;
    must_answer(request);
}

void must_be_refused_when_changed(const Cursor& cursor, std::uint8_t where)
{
    auto text = catalog::print(cursor);
    auto& letter = text[where % text.size()];
    letter = letter == 'A' ? 'B' : 'A';
    must(!catalog::parse_cursor(text, cursor.walk, cursor.query), "a changed cursor is refused");
}

void forge(std::uint8_t choice, std::string_view input)
{
    static constexpr Walk kWalks[] = {Walk::registered, Walk::name, Walk::updated, Walk::vocabulary,
                                      Walk::relevance};
    Cursor cursor;
    cursor.walk = kWalks[choice % std::size(kWalks)];
    const auto where = take_choice(input);
    cursor.at = take_number(input);
    cursor.passed = static_cast<std::uint32_t>(take_number(input));
    cursor.text = input.substr(0, catalog::kCursorTextBytes);
    static const std::uint64_t kFingerprints[] = {fingerprint_of(kWalks[0]), fingerprint_of(kWalks[1]),
                                                  fingerprint_of(kWalks[2]), fingerprint_of(kWalks[3]),
                                                  fingerprint_of(kWalks[4])};
    cursor.query = kFingerprints[choice % std::size(kWalks)];

    const auto text = catalog::print(cursor);
    must(text.size() <= catalog::kCursorBytes, "a cursor has a limit");
    must(catalog::parse_cursor(text, cursor.walk, cursor.query).value() == cursor,
         "printed and read, the same");
    must(!catalog::parse_cursor(text, cursor.walk, cursor.query + 1), "a cursor belongs to its question");
    must_be_refused_when_changed(cursor, where);
    must_be_harmless(cursor);
}

void read(std::string_view text)
{
    for (const auto walk : {Walk::registered, Walk::vocabulary}) {
        const auto cursor = catalog::parse_cursor(text, walk, 0);
        if (cursor)
            must(catalog::print(*cursor) == text, "a cursor has one spelling");
        else
            must_be_told(cursor.error());
    }
    if (const auto bytes = text::base64url_decode(text))
        must(text::base64url_encode(*bytes) == text, "base64url has one spelling");
    must(text::base64url_decode(text::base64url_encode(text)) == text, "base64url gives the bytes back");
}

} // namespace

void run(std::string_view input)
{
    const auto choice = take_choice(input);
    if (choice % 2 == 0)
        read(input);
    else
        forge(choice / 2, input);
}

} // namespace a2a::fuzz
