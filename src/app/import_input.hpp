// SPDX-License-Identifier: Apache-2.0
// From the inputs of an import to one JSON text for each card.
//
// An input is a file of lines (NDJSON), a file with one card over any number of lines, a folder
// of such files, or "-", the standard input. Memory stays bounded, whatever its size.
#pragma once

#include <a2a/error.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

struct ImportedText {
    std::string where;               // "cards.ndjson:17", "weather.json"
    std::string text;                // on one line
    std::optional<Error> fault = {}; // why it is no card, when that is clear already
    std::uint64_t bytes = 0;         // of the input it took
};
using TakeText = std::function<bool(ImportedText)>; // false: no more is wanted

// The files meant: those given, and the *.json of a folder given, by name. Fails when one
// cannot be one.
Result<std::vector<std::string>> import_files(const std::vector<std::string>& inputs);

// `total` in bytes; 0 when an input does not say.
std::uint64_t total_bytes(const std::vector<std::string>& files);

// What is in one file, or in `in` under that name. A text of more than `bytes_max` is a fault.
// Fails when it cannot be read to its end.
Result<void> read_texts(const std::string& file, std::size_t bytes_max, const TakeText& take);
Result<void> read_texts(std::istream& in, std::string_view name, std::size_t bytes_max, const TakeText& take);

} // namespace a2a
