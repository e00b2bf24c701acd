// SPDX-License-Identifier: Apache-2.0
// The command line as other programs want it: a manual page for man, completion for bash. Both
// are made of the verbs and options that are parsed, so that they cannot say anything else.
#pragma once

#include <string>

namespace CLI { // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace a2a {

std::string manual_page(const CLI::App& app);
std::string bash_completion(const CLI::App& app);

} // namespace a2a
