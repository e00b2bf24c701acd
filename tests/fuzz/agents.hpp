// SPDX-License-Identifier: Apache-2.0
// A few agents to search among, and what every question and every answer about them must keep to.
#pragma once

#include "api/search_request.hpp"
#include "catalog/catalog.hpp"

#include <a2a/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace a2a::fuzz {

// Some dozens of agents of every dialect. Never changes.
const Catalog& agents();

// Valid JSON, read by another parser than ours.
void must_be_json(std::string_view text);

// An error can be told: its issues are JSON.
void must_be_told(const Error& error);

// What api/search_members.cpp promises of every accepted question.
void must_be_bounded(const api::SearchRequest& request);

// Answers as JSON or refuses; from the first page, pages of this question give every hit once.
// The answer, "" when it was refused.
std::string must_answer(const api::SearchRequest& request);

} // namespace a2a::fuzz
