// SPDX-License-Identifier: Apache-2.0
// The tables of search members: what each is called in a body and in a link, and where its
// value goes. Readers of bodies and of links share them, and the API document is made of them.
#pragma once

#include "api/search_request.hpp"

#include <span>

namespace a2a::api {

// Collects what is wrong instead of stopping at the first.
class Issues {
public:
    void add(std::string_view member, std::string message, std::string_view rule); // "limit", "not/skills"
    void add_at(std::string pointer, std::string message, std::string_view rule);
    bool empty() const { return issues_.empty(); }
    Error error() const; // query_invalid with all of them

private:
    std::vector<FieldIssue> issues_;
};

// A member that takes texts: one or several, all from the same field of `target`.
struct FilterMember {
    std::string_view name;      // "skills"
    std::string_view parameter; // "skill"
    std::vector<std::string> Filter::*values;
};
std::span<const FilterMember> filter_members();
const FilterMember* filter_member(std::string_view name); // by either name

// A member that is true or false, by the same name in both.
struct SwitchMember {
    std::string_view name; // "explain"
    bool Query::*value;
    std::string_view meaning;
};
std::span<const SwitchMember> switch_members();
const SwitchMember* switch_member(std::string_view name);

// Set a member that is no list of texts. `member` is named in what goes wrong.
void set_switch(Query& query, const SwitchMember& member, std::optional<bool> value, Issues& issues);
void set_signed(Filter& filter, std::optional<bool> value, std::string_view member, Issues& issues);
void set_time(std::optional<WallTime>& time, std::string_view text, std::string_view member, Issues& issues);
void set_text(std::string& target, std::string text, std::string_view member, Issues& issues);
void set_sort(Query& query, std::string_view text, Issues& issues);
void set_limit(std::size_t& limit, std::optional<std::int64_t> value, std::string_view member,
               Issues& issues);
void set_cursor(Query& query, std::string text, Issues& issues);
void add_facet(Query& query, std::string_view text, Issues& issues);

// Once all members are read: some bound others.
void bound_page(Query& query);

// `inside` is the member that holds it: "" or "not".
void refuse_unknown(std::string_view inside, std::string_view name, Issues& issues);

} // namespace a2a::api
