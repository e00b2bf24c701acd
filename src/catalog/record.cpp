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

// What follows the card in the body.
std::string rest_of_body(const Registration& registration)
{
    std::string rest;
    rest.reserve(registration.id.size() + 160);
    rest.append(kBeforeId);
    json::quote(rest, registration.id);
    rest.append(",\"revision\":").append(std::to_string(registration.revision));
    const auto registered_at = print_rfc3339(registration.registered_at);
    rest.append(Record::kBeforeTimes).append(1, '"').append(registered_at).append("\",\"updated_at\":\"");
    if (registration.updated_at == registration.registered_at)
        rest.append(registered_at);
    else
        rest.append(print_rfc3339(registration.updated_at));
    rest.append("\"}");
    return rest;
}

// The id as it stands there, when it stands there as it is: most need no escapes.
std::string_view id_in(std::string_view rest, std::string_view id)
{
    const auto quoted = rest.substr(kBeforeId.size() + 1);
    return quoted.starts_with(id) ? quoted.substr(0, id.size()) : std::string_view{};
}

} // namespace

std::chrono::sys_seconds modified_after(std::chrono::sys_seconds before, WallTime at)
{
    return std::max(std::chrono::floor<std::chrono::seconds>(at), before + std::chrono::seconds{1});
}

std::string print(const Registration& registration, std::string_view card)
{
    return std::string{Record::kBeforeCard}.append(card).append(rest_of_body(registration));
}

RecordPtr make_record(const Registration& registration, std::string_view name, std::string_view bytes,
                      std::string_view tokens)
{
    const auto rest = rest_of_body(registration);
    const auto folded_name = text::fold(name);
    const auto cut_name = text::cut(folded_name, kFoldedNameBytes);
    const bool id_in_body = !id_in(rest, registration.id).empty();
    const bool name_is_id = cut_name == registration.id;
    const std::array<std::string_view, 6> parts{Record::kBeforeCard,
                                                bytes,
                                                rest,
                                                tokens,
                                                id_in_body ? std::string_view{} : registration.id,
                                                name_is_id ? std::string_view{} : cut_name};
    std::size_t bytes_in_all = 0;
    for (const auto part : parts) bytes_in_all += part.size();
    auto storage = std::make_unique_for_overwrite<char[]>(bytes_in_all);
    std::array<std::string_view, 6> kept;
    auto* end = storage.get();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        kept[i] = {end, parts[i].size()};
        end = std::copy(parts[i].begin(), parts[i].end(), end);
    }
    const auto body_bytes = Record::kBeforeCard.size() + bytes.size() + rest.size();

    auto record = std::make_shared<Record>();
    record->body = {storage.get(), body_bytes};
    record->tokens = kept[3];
    record->id = id_in_body ? id_in(kept[2], registration.id) : kept[4];
    record->folded_name = name_is_id ? record->id : kept[5];
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
