// SPDX-License-Identifier: Apache-2.0
#include "catalog/record.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace a2a {

namespace {

constexpr std::string_view kBeforeId = ",\"id\":";

// The id as it stands in the body, when it stands there as it is: most need no escapes.
std::string_view id_in(std::string_view body, std::size_t card_bytes, std::string_view id)
{
    const auto quoted = body.substr(Record::kBeforeCard.size() + card_bytes + kBeforeId.size() + 1);
    return quoted.starts_with(id) ? quoted.substr(0, id.size()) : std::string_view{};
}

} // namespace

std::chrono::sys_seconds modified_after(std::chrono::sys_seconds before, WallTime at)
{
    return std::max(std::chrono::floor<std::chrono::seconds>(at), before + std::chrono::seconds{1});
}

std::string print(const Registration& registration, std::string_view card)
{
    std::string body;
    body.reserve(card.size() + registration.id.size() + 160);
    body.append(Record::kBeforeCard).append(card).append(kBeforeId);
    json::quote(body, registration.id);
    body.append(",\"revision\":").append(std::to_string(registration.revision));
    body.append(",\"registered_at\":\"").append(print_rfc3339(registration.registered_at));
    body.append("\",\"updated_at\":\"").append(print_rfc3339(registration.updated_at)).append("\"}");
    return body;
}

RecordPtr make_record(const Registration& registration, const AgentCard& card, std::string_view bytes,
                      std::string_view tokens)
{
    const auto body = print(registration, bytes);
    const auto folded_name = text::fold(card.name);
    const auto cut_name = text::cut(folded_name, kFoldedNameBytes);
    const bool id_in_body = !id_in(body, bytes.size(), registration.id).empty();
    const bool name_is_id = cut_name == registration.id;
    const std::array<std::string_view, 4> parts{body, tokens,
                                                id_in_body ? std::string_view{} : registration.id,
                                                name_is_id ? std::string_view{} : cut_name};
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
    record->id = id_in_body ? id_in(record->body, bytes.size(), registration.id) : kept[2];
    record->folded_name = name_is_id ? record->id : kept[3];
    record->revision = registration.revision;
    record->first_revision = registration.first_revision;
    record->registered_at = registration.registered_at;
    record->updated_at = registration.updated_at;
    record->modified_at = registration.modified_at;
    record->digest = registration.digest;
    record->card_bytes = bytes.size();
    record->storage = std::move(storage);
    return record;
}

} // namespace a2a
