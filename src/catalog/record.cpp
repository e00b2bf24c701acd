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

} // namespace

RecordPtr make_record(const Registration& registration, const AgentCard& card, std::string_view bytes,
                      std::string_view tokens)
{
    const auto body = body_of(registration, bytes);
    const auto folded_name = text::fold(card.name);
    const auto cut_name = text::cut(folded_name, kFoldedNameBytes);
    const std::array<std::string_view, 4> parts{body, tokens, cut_name, registration.id};

    std::size_t bytes_in_all = 0;
    for (const auto part : parts) bytes_in_all += part.size();
    auto storage = std::make_unique<char[]>(bytes_in_all);
    std::array<std::string_view, 4> kept;
    auto* end = storage.get();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        kept[i] = {end, parts[i].size()};
        end = std::copy(parts[i].begin(), parts[i].end(), end);
    }

    auto record = std::make_shared<Record>();
    record->body = kept[0];
    record->tokens = kept[1];
    record->folded_name = kept[2];
    record->id = kept[3];
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
