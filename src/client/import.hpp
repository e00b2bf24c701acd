// SPDX-License-Identifier: Apache-2.0
// Imports of any length, from requests of a size that every proxy takes. Knows no HTTP.
#pragma once

#include <a2a/client.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::client {

// `send` imports those lines once, and answers a result for each that is not blank. Lines that
// an overloaded server did not take are sent again, a few times. Results are in the order of
// the lines and count them from 1. Fails with outcome_unknown when some have no result.
using SendLines = std::function<Result<std::vector<Imported>>(std::string lines)>;
Result<std::vector<Imported>> import_patiently(std::string_view lines, const SendLines& send);

// Everything `next` gives, a piece at a time, by `send`, which answers as import_patiently does.
using SendPiece = std::function<Result<std::vector<Imported>>(std::string_view lines)>;
Result<void> import_in_pieces(const NextText& next, const TakeImported& take, const SendPiece& send);

} // namespace a2a::client
