// SPDX-License-Identifier: Apache-2.0
// Entity tags: what they say of which representation, and what a client's mean to a write.
//
// The bare card's tag is its content ("<digest>"); the wrapped answer's also names the
// revision and the history it counts in ("<digest>-<revision>-<history>"), because it tells
// them; a list's is the state it was read from ("<history>-<revision>"). All are strong. The
// compressed form of each ends in -gzip.
#pragma once

#include "catalog/record.hpp"
#include "registry/registry.hpp"

#include <a2a/error.hpp>

#include <string>
#include <string_view>

namespace a2a::api {

std::string etag_of_card(const Digest& digest);
std::string etag_of_agent(const Digest& digest, Revision revision, std::string_view history);
// The same without its quotes; what is between them needs no escapes in JSON.
void append_agent_version(std::string& out, const Digest& digest, Revision revision,
                          std::string_view history);
std::string etag_of_state(Revision revision, std::string_view history);
// As a list's, of the search that was asked for in a body: one target answers many of them.
std::string etag_of_search(Revision revision, std::string_view history, std::string_view body);

// The condition of a write (RFC 9110 section 13.1): the tag of any representation of the current card counts.
Precondition precondition(std::string_view if_match, std::string_view if_none_match,
                          std::string_view history);

} // namespace a2a::api
