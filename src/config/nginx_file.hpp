// SPDX-License-Identifier: Apache-2.0
// nginx's configuration as text: directives, words and blocks, no meanings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::config {

struct NginxDirective {
    std::vector<std::string> words; // the first is its name
    std::vector<NginxDirective> block;
    std::size_t line = 0; // from 1
};

struct NginxFile {
    std::vector<NginxDirective> directives;
    std::optional<std::string> fault; // "3: …": this is no configuration of nginx
};

// Never throws; blocks deeper than nginx has any use for are a fault.
NginxFile parse_nginx(std::string_view text);

} // namespace a2a::config
