// SPDX-License-Identifier: Apache-2.0
#include "api/render.hpp"

#include "api/etag.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace a2a::api {
namespace {

template <class Items, class Print>
void append_list(std::string& out, const Items& items, Print print)
{
    bool first = true;
    for (const auto& item : items) {
        if (!first) out += ',';
        first = false;
        print(item);
    }
}

template <class Items, class Print>
void append_array(std::string& out, const Items& items, Print print)
{
    out += '[';
    append_list(out, items, print);
    out += ']';
}

// The members a client asked for, in the card's order.
void append_fields(std::string& out, std::string_view card, const std::vector<std::string>& fields)
{
    const auto document = json::parse(card, {.depth_max = std::numeric_limits<std::size_t>::max()});
    out += '{';
    bool first = true;
    if (document)
        for (const auto [name, value] : document->root().members()) {
            if (std::ranges::find(fields, name) == fields.end()) continue;
            if (!first) out += ',';
            first = false;
            json::quote(out, name);
            out.append(1, ':').append(value.raw());
        }
    out += '}';
}

void append_item(std::string& out, const Record& record, std::string_view history)
{
    // Found at the first look; an id that says the same has its quotes escaped.
    const auto registration = record.registration();
    const auto times = registration.rfind(Record::kBeforeTimes, registration.size() - Record::kTimesBytesMin);
    out.append(1, '{').append(registration, 1, times - 1).append(R"(,"etag":"\")");
    append_agent_version(out, record.digest, record.revision, history);
    out.append(R"(\"")").append(registration, times);
}

void append_hits(std::string& out, std::span<const RecordPtr> hits, const std::vector<std::string>& fields,
                 std::string_view history)
{
    std::size_t bytes = out.size();
    for (const auto& hit : hits) bytes += hit->body.size() + 128;
    out.reserve(bytes);
    out += "\"agents\":[";
    if (fields.empty())
        append_cards(out, hits);
    else
        append_list(out, hits, [&](const RecordPtr& hit) { append_fields(out, hit->card(), fields); });
    out += "],\"items\":[";
    append_items(out, hits, history);
    out += ']';
}

void append_count(std::string& out, std::size_t count)
{
    out.append(",\"count\":").append(std::to_string(count));
}

void append_paging(std::string& out, std::size_t total, std::string_view next_cursor)
{
    out.append(",\"total\":").append(std::to_string(total));
    if (next_cursor.empty()) return;
    out += ",\"next_cursor\":";
    json::quote(out, next_cursor);
}

void append_counts(std::string& out, std::span<const FacetCount> counts, std::string_view count_name)
{
    append_array(out, counts, [&](const FacetCount& count) {
        out += "{\"value\":";
        json::quote(out, count.value);
        out.append(",\"").append(count_name).append("\":").append(std::to_string(count.count)).append(1, '}');
    });
}

void append_texts(std::string& out, const auto& texts)
{
    append_array(out, texts, [&](std::string_view text) { json::quote(out, text); });
}

// Six digits tell apart what a reader would; the order is that of the hits anyway.
void append_score(std::string& out, double score)
{
    constexpr int kDigits = 6;
    std::array<char, 32> digits{}; // "-1.23457e+308" is the longest
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), score,
                                   std::chars_format::general, kDigits);
    out.append(digits.data(), end.ptr);
}

void append_words_found(std::string& out, const std::vector<WordFound>& words)
{
    append_array(out, words, [&](const WordFound& found) {
        out += "{\"word\":";
        json::quote(out, found.word);
        out += ",\"fields\":";
        append_texts(out, found.fields);
        out += ",\"skills\":";
        append_texts(out, found.skills);
        out += '}';
    });
}

// [{"id","words":[{"word","fields":[…],"skills":[…]}…]}…]
void append_explain(std::string& out, const SearchAnswer& answer)
{
    auto hit = answer.hits.begin();
    append_array(out, answer.explain, [&](const std::vector<WordFound>& words) {
        out += "{\"id\":";
        json::quote(out, (*hit++)->id);
        out += ",\"words\":";
        append_words_found(out, words);
        out += '}';
    });
}

// {"agents":[…],"items":[…],"dropped_words":[…],"did_you_mean":[{"word","instead":[…]}…]}
void append_suggestions(std::string& out, const Suggestions& suggestions,
                        const std::vector<std::string>& fields, std::string_view history)
{
    out += '{';
    append_hits(out, suggestions.hits, fields, history);
    out += ",\"dropped_words\":";
    append_texts(out, suggestions.dropped_words);
    out += ",\"did_you_mean\":";
    append_array(out, suggestions.did_you_mean, [&](const Correction& correction) {
        out += "{\"word\":";
        json::quote(out, correction.word);
        out += ",\"instead\":";
        append_texts(out, correction.instead);
        out += '}';
    });
    out += '}';
}

} // namespace

std::string render_list(std::span<const RecordPtr> hits, std::size_t total, std::string_view next_cursor,
                        std::string_view history)
{
    std::string out = "{";
    append_hits(out, hits, {}, history);
    out += rest_of_list(hits.size(), total, next_cursor);
    return out;
}

void append_cards(std::string& out, std::span<const RecordPtr> hits)
{
    append_list(out, hits, [&](const RecordPtr& hit) { out += hit->card(); });
}

void append_items(std::string& out, std::span<const RecordPtr> hits, std::string_view history)
{
    append_list(out, hits, [&](const RecordPtr& hit) { append_item(out, *hit, history); });
}

std::string rest_of_list(std::size_t count, std::size_t total, std::string_view next_cursor)
{
    std::string out;
    append_count(out, count);
    append_paging(out, total, next_cursor);
    out += '}';
    return out;
}

std::string render_search(const SearchRequest& request, const SearchAnswer& answer, std::string_view history)
{
    std::string out = "{";
    append_hits(out, answer.hits, request.fields, history);
    append_count(out, answer.hits.size());
    out += ",\"query\":";
    json::quote(out, request.query.text);
    append_paging(out, answer.total, answer.next_cursor);
    if (request.query.relax) out.append(",\"total_full\":").append(std::to_string(answer.total_full));
    if (!answer.scores.empty()) {
        out += ",\"scores\":";
        append_array(out, answer.scores, [&](double score) { append_score(out, score); });
    }
    if (!answer.facets.empty()) {
        out += ",\"facets\":{";
        bool first = true;
        for (const auto& [facet, counts] : answer.facets) {
            if (!first) out += ',';
            first = false;
            json::quote(out, name_of(facet));
            out += ':';
            append_counts(out, counts, "count");
        }
        out += '}';
    }
    if (request.query.explain) {
        out += ",\"explain\":";
        append_explain(out, answer);
    }
    if (answer.suggestions) {
        out += ",\"suggestions\":";
        append_suggestions(out, *answer.suggestions, request.fields, history);
    }
    out += '}';
    return out;
}

std::string render_vocabulary(std::string_view name, const VocabularyAnswer& answer)
{
    std::string out = "{";
    json::quote(out, name);
    out += ':';
    append_counts(out, answer.values, "agents");
    append_paging(out, answer.total, answer.next_cursor);
    out += '}';
    return out;
}

void append_issues(std::string& out, std::span<const FieldIssue> issues)
{
    append_array(out, issues, [&](const FieldIssue& issue) {
        out += "{\"pointer\":";
        json::quote(out, issue.pointer);
        out += ",\"message\":";
        json::quote(out, issue.message);
        out += ",\"rule\":";
        json::quote(out, issue.rule);
        out += '}';
    });
}

} // namespace a2a::api
