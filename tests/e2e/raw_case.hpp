// SPDX-License-Identifier: Apache-2.0
// Requests as data, byte by byte: raw/*.tsv, spelled as raw/README.md says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace a2a::support {

struct RawCase {
    struct Wanted {
        int status = 0;
        bool head = false;      // the answer to a HEAD
        bool may_close = false; // it came before the body did, which need not be read then
    };
    std::string name;
    std::string rfc;
    std::vector<Wanted> answers;
    bool closes = false;     // after the last of them
    bool never_ends = false; // the message does not
    std::string bytes;
};

// Of raw/<topic>.tsv. Throws std::runtime_error for a line that is none.
std::vector<RawCase> raw_cases(std::string_view topic);

} // namespace a2a::support
