// SPDX-License-Identifier: Apache-2.0
// What the verbs do that read or fill the storage without a server: export, import, backup,
// verify. Each answers its exit status, and throws what ends it with a line for the operator.
#pragma once

#include "app/client_calls.hpp"
#include "config/config.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace a2a {

// Where a verb talks to. `terminal` says whether `err` is one: it gets a bar then.
struct Console {
    std::ostream& out;
    std::ostream& err;
    bool terminal = false;
};

struct ExportVerb {
    std::string file;   // a database; "" = that of the data directory
    std::string output; // "" = the standard output
};
struct ImportVerb {
    std::vector<std::string> inputs;
    ServerChoice server; // no url: the data directory
};
struct BackupVerb {
    std::string file;
    bool force = false;
};
struct VerifyVerb {
    std::string file; // a database; "" = that of the data directory
};

int run(const ExportVerb& verb, const Config& config, Console console);
int run(const ImportVerb& verb, const Config& config, Console console);
int run(const BackupVerb& verb, const Config& config, Console console);
int run(const VerifyVerb& verb, const Config& config, Console console);

} // namespace a2a
