// SPDX-License-Identifier: Apache-2.0
// What an nginx in front of the registry must not be told.
#pragma once

#include "config/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace a2a::config {

struct NamedText {
    std::string name; // of the file
    std::string text;
};

// Complaints, a line each, about the files that concern the registry: every upstream in them is
// taken for one of ours, other sites' files do not belong here. `include` is not followed: give
// the files, or what `nginx -T` prints where nginx serves nothing else.
//
// An instance holds its agents in its own memory. Several active servers in one upstream are
// several registries under one name; a `backup` is a standby, and `down` is nobody.
std::vector<std::string> check_nginx(const std::vector<NamedText>& files, const Config& config);

// The same, read from disk.
std::vector<std::string> check_nginx_files(const std::vector<std::string>& paths, const Config& config);

} // namespace a2a::config
