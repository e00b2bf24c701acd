// SPDX-License-Identifier: Apache-2.0
#include "card/findings.hpp"

#include <string>
#include <utility>

namespace a2a::card {

std::string_view with_article(json::Kind kind)
{
    switch (kind) {
    case json::Kind::null:
        return "null";
    case json::Kind::boolean:
        return "a boolean";
    case json::Kind::number:
        return "a number";
    case json::Kind::string:
        return "a string";
    case json::Kind::array:
        return "an array";
    case json::Kind::object:
        return "an object";
    }
    return {};
}

Findings Findings::unheard()
{
    Findings findings{Validation::lenient};
    findings.is_unheard_ = true;
    return findings;
}

void Findings::add(Grade grade, const json::Pointer& where, std::string_view rule, std::string_view message)
{
    if (!is_unheard_) add(grade, where.print(), rule, message);
}

void Findings::add(Grade grade, std::string pointer, std::string_view rule, std::string_view message)
{
    if (is_unheard_) return;
    auto& list = list_of(grade);
    if (list.is_full()) {
        ++list.left_out;
    } else {
        list.issues.push_back({std::move(pointer), std::string{message}, std::string{rule}});
    }
}

void Findings::add_wrong_type(const json::Pointer& where, std::string_view expected, json::Value found)
{
    if (is_unheard_) return;
    std::string message = "must be ";
    message += expected;
    message += ", not ";
    message += with_article(found.kind());
    add(Grade::wrong_type, where, "wrong-type", message);
}

Findings::List& Findings::list_of(Grade grade)
{
    const bool is_error = grade == Grade::fault ||
                          (grade == Grade::wrong_type && validation_ != Validation::lenient) ||
                          (grade == Grade::deviation && validation_ == Validation::strict);
    return is_error ? errors_ : warnings_;
}

bool Findings::List::is_full() const
{
    constexpr std::size_t issues_max = 4096;
    return issues.size() >= issues_max;
}

std::vector<FieldIssue> Findings::List::take()
{
    if (left_out > 0) issues.push_back({"", std::to_string(left_out) + " more are not listed", "list-cut"});
    left_out = 0;
    return std::move(issues);
}

} // namespace a2a::card
