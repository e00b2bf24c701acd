// SPDX-License-Identifier: Apache-2.0
#include "catalog/record.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace a2a {

namespace {

std::string body_of(const Registration& registration, std::string_view bytes)
{
    std::string body;
    body.reserve(bytes.size() + registration.id.size() + 160);
    body.append(Record::kBeforeCard).append(bytes).append(",\"id\":");
    json::quote(body, registration.id);
    body.append(",\"revision\":").append(std::to_string(registration.revision));
    body.append(",\"registered_at\":\"").append(print_rfc3339(registration.registered_at));
    body.append("\",\"updated_at\":\"").append(print_rfc3339(registration.updated_at)).append("\"}");
    return body;
}

// White space separates the parts, so no word of a query matches across two of them; it also
// keeps NFC from composing across the border.
std::string searchable_text(const AgentCard& card)
{
    std::string all = card.name;
    const auto add = [&all](std::string_view part) {
        if (!part.empty()) all.append("\n").append(part);
    };
    add(card.description);
    add(card.provider);
    for (const auto& skill : card.skills) {
        add(skill.id);
        add(skill.name);
        add(skill.description);
        for (const auto& tag : skill.tags) add(tag);
        for (const auto& example : skill.examples) add(example);
    }
    return all;
}

} // namespace

RecordPtr make_record(const Registration& registration, const AgentCard& card, std::string_view bytes)
{
    const auto body = body_of(registration, bytes);
    const auto folded_text = text::fold(searchable_text(card));
    const auto folded_name = text::fold(card.name);
    const std::array<std::string_view, 3> parts{body, folded_text, registration.id};

    auto storage = std::make_unique<char[]>(body.size() + folded_text.size() + registration.id.size());
    std::array<std::string_view, 3> kept;
    auto* end = storage.get();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        kept[i] = {end, parts[i].size()};
        end = std::copy(parts[i].begin(), parts[i].end(), end);
    }

    auto record = std::make_shared<Record>();
    record->body = kept[0];
    record->folded_text = kept[1];
    record->id = kept[2];
    record->folded_name = text::cut(record->folded_text.substr(0, folded_name.size()), kFoldedNameBytes);
    record->revision = registration.revision;
    record->first_revision = registration.first_revision;
    record->registered_at = registration.registered_at;
    record->updated_at = registration.updated_at;
    record->modified_at = registration.modified_at;
    record->digest = digest_of(bytes);
    record->card_bytes = bytes.size();
    record->storage = std::move(storage);
    return record;
}

} // namespace a2a
