// SPDX-License-Identifier: Apache-2.0
#include "config/file.hpp"

#include "config/values.hpp"

#include <toml++/toml.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace a2a::config {

namespace {

constexpr std::size_t kFileBytesMax = 1024 * 1024;

std::string place(const std::string& path, const toml::source_region& source)
{
    return path + ":" + std::to_string(source.begin.line) + ": ";
}

// As it would be given in an environment variable; nothing when no option can be that.
std::optional<std::string> text_of(const toml::node& node)
{
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* truth = node.as_boolean()) return print_bool(truth->get());
    const auto* array = node.as_array();
    if (array == nullptr) return std::nullopt;

    std::vector<std::string> values;
    for (const auto& element : *array) {
        const auto* text = element.as_string();
        if (text == nullptr) return std::nullopt;
        values.push_back(text->get());
    }
    return print_list(values);
}

FileContent values_in(const std::string& path, const toml::table& table)
{
    FileContent content;
    for (const auto& [key, node] : table) {
        const std::string name{key.str()};
        if (auto text = text_of(node)) {
            content.values.push_back({name, std::move(*text), key.source().begin.line});
        } else {
            content.errors.push_back(place(path, key.source()) + "'" + name +
                                     "' must be a string, a number, true, false or a list of strings");
        }
    }
    return content;
}

} // namespace

FileContent read_file(const std::string& path)
{
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    std::string text;
    std::array<char, 16 * 1024> piece{};
    while (file && text.size() <= kFileBytesMax) {
        file.read(piece.data(), piece.size());
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof() || text.size() > kFileBytesMax) {
        const std::string why = text.size() > kFileBytesMax ? "larger than 1 MiB" : std::strerror(errno);
        return {.values = {}, .errors = {"cannot read " + path + ": " + why}};
    }

    // toml++ reports faults only by exception: it ends here.
    try {
        return values_in(path, toml::parse(text, path));
    } catch (const toml::parse_error& error) {
        return {.values = {}, .errors = {place(path, error.source()) + std::string{error.description()}}};
    }
}

} // namespace a2a::config
