// SPDX-License-Identifier: Apache-2.0
// What documents tell, and what sources declare, as sets of names that a test compares.
#pragma once

#include "support/files.hpp"

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::tidy {

using Names = std::set<std::string>;

// What the first group of `pattern` is, wherever it matches.
Names matches(const std::string& text, const char* pattern);

// The files below `folder`, without what npm has put there.
void add_files(support::Tree& tree, std::string_view folder, const std::vector<std::string>& suffixes);

// Every page, and what the shipped configuration files of other programs say.
support::Tree documents();

// The literals that stand in a statement behind one of `signs`.
Names literals_after(const support::Tree& sources, std::initializer_list<std::string_view> signs);

} // namespace a2a::tidy
