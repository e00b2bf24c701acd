// SPDX-License-Identifier: Apache-2.0
#include "card/fields.hpp"

#include <algorithm>

namespace a2a::card {

namespace {

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text)
{
    constexpr std::string_view letters =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

// type "/" subtype, and whatever parameters.
bool is_media_type(std::string_view mode)
{
    mode = mode.substr(0, mode.find(';'));
    mode = mode.substr(0, mode.find_last_not_of(" \t") + 1);
    const auto slash = mode.find('/');
    return slash != std::string_view::npos && is_token(mode.substr(0, slash)) &&
           is_token(mode.substr(slash + 1));
}

template <class Each>
std::vector<std::string> read_texts(const Field& array, Context& context, Each each)
{
    std::vector<std::string> texts;
    texts.reserve(array.value.size());
    std::size_t index = 0;
    for (const auto item : array.value.items()) {
        const json::Pointer at{array.at, index++};
        if (item.is(json::Kind::string)) {
            each(item.text(), at);
            texts.emplace_back(item.text());
        } else {
            context.findings.add_wrong_type(at, "a string", item);
        }
    }
    return texts;
}

} // namespace

Field Fields::field(const Name& name, std::string_view missing) const
{
    json::Value null;
    for (const auto spelling : {name.camel, name.snake}) {
        const auto value = find(spelling);
        if (value.exists() && !value.is(json::Kind::null)) return {value, {at_, spelling}};
        if (value.exists()) {
            null = value;
            const json::Pointer at{at_, spelling};
            if (present(object_, name).exists()) continue; // the other spelling has it
            if (missing.empty()) {
                context_.findings.add(Grade::deviation, at, "null-member",
                                      "is null, which is read as absent");
            } else {
                context_.findings.add_wrong_type(at, "given", value);
            }
        }
        if (!name.is_styled()) break;
    }
    const json::Pointer at{at_, context_.spelled(name)};
    if (!missing.empty() && !null.exists()) {
        context_.findings.add(Grade::deviation, at, missing, "is missing, but the specification requires it");
    }
    return {{}, at};
}

Field Fields::field(const Name& name, json::Kind kind, std::string_view missing) const
{
    auto found = field(name, missing);
    if (found.value.exists() && !found.value.is(kind)) {
        context_.findings.add_wrong_type(found.at, with_article(kind), found.value);
        found.value = {};
    }
    return found;
}

std::string Fields::text(const Name& name, std::string_view missing) const
{
    return std::string{field(name, json::Kind::string, missing).value.text()};
}

std::vector<std::string> Fields::texts(const Name& name, std::string_view missing) const
{
    const auto array = field(name, json::Kind::array, missing);
    if (!missing.empty()) judge_empty(array);
    return read_texts(array, context_, [](std::string_view, const json::Pointer&) {});
}

std::vector<std::string> Fields::modes(const Name& name, std::string_view missing) const
{
    const auto array = field(name, json::Kind::array, missing);
    if (!missing.empty()) judge_empty(array);
    return read_texts(array, context_, [this](std::string_view mode, const json::Pointer& at) {
        if (is_media_type(mode)) return;
        context_.findings.add(Grade::deviation, at, "mode-media-type",
                              "is not a media type such as text/plain");
    });
}

void Fields::judge_empty(const Field& array) const
{
    if (!array.value.exists() || array.value.size() > 0) return;
    context_.findings.add(Grade::deviation, array.at, "empty-array",
                          "is empty, but the specification requires some");
}

} // namespace a2a::card
