// SPDX-License-Identifier: Apache-2.0
// Query parameters of lists, searches and vocabularies: spelled otherwise they mean the same, and what is
// accepted is bounded and answered.
#include "agents.hpp"
#include "api/render.hpp"
#include "base/text.hpp"
#include "cuts.hpp"
#include "target.hpp"

namespace a2a::fuzz {
namespace {

// Everything escaped that may be.
std::string respelled(const std::vector<api::Parameter>& parameters)
{
    std::string query;
    for (const auto& [name, value] : parameters)
        query.append(text::percent_encode(name)).append("=").append(text::percent_encode(value)).append("&");
    return query;
}

void read_list(std::string_view query, const std::string& again)
{
    const auto list = api::read_list(query);
    const auto same = api::read_list(again);
    must(list.has_value() == same.has_value(), "respelled, the same verdict");
    if (!list) return must_be_told(list.error());
    must(list->ids == same->ids && list->limit == same->limit && list->is_search == same->is_search,
         "respelled, the same list");
    must_be_bounded(list->search);
    must(list->ids.empty() || !list->is_search, "ids stand alone");
    must(must_answer(list->search) == must_answer(same->search), "respelled, the same answer");
}

void read_vocabulary(std::string_view query, Facet facet)
{
    const auto request = api::read_vocabulary(query, facet);
    if (!request) return must_be_told(request.error());
    must(request->limit >= 1 && request->limit <= api::kPageMax, "a page has a limit");
    const auto answer = agents().vocabulary(*request);
    if (!answer) return must_be_told(answer.error());
    must(answer->values.size() <= request->limit && answer->values.size() <= answer->total,
         "there are not more values than were asked for");
    must_be_json(api::render_vocabulary(name_of(facet), *answer));
}

} // namespace

void run(std::string_view input)
{
    const auto choice = take_choice(input);
    const auto parameters = api::read_parameters(input);
    if (!parameters) return must_be_told(parameters.error());
    const auto again = respelled(*parameters);
    must(api::read_parameters(again).value() == *parameters, "respelled, the same parameters");
    if (choice % 4 == 3)
        read_vocabulary(input, static_cast<Facet>(choice / 4 % kFacetCount));
    else
        read_list(input, again);
}

} // namespace a2a::fuzz
