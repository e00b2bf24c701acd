// SPDX-License-Identifier: Apache-2.0
// The API document against the route table it is made from.
#include "api/agents.hpp"
#include "api/import.hpp"
#include "api/lists.hpp"
#include "api/openapi.hpp"
#include "api/render.hpp"
#include "api/routes.hpp"
#include "api/search_members.hpp"
#include "api/status.hpp"
#include "base/text.hpp"
#include "journal/memory.hpp"
#include "registry/search_pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace a2a::api {
namespace {

using Json = nlohmann::json;
using testing::Contains;

// The real table, with nothing behind it that a request could reach.
class Document : public testing::Test {
protected:
    Document()
    {
        for (const auto& endpoint : routes(agents_, lists_, import_, status_, settings_))
            routes_.push_back(endpoint.route);
        document_ = Json::parse(openapi_document(routes_, "1.2.3"));
    }
    const Json& operation(const http::Route& route) const
    {
        return document_.at("paths")
            .at(std::string{route.pattern})
            .at(text::lower_ascii(name_of(route.verb)));
    }
    static std::set<std::string> parameters(const Json& operation, const char* in)
    {
        std::set<std::string> names;
        for (const auto& one : operation.value("parameters", Json::array()))
            if (one.at("in") == in) names.insert(one.at("name").get<std::string>());
        return names;
    }

    Settings settings_;
    Catalog catalog_;
    MemoryJournal journal_{catalog_, wall_now};
    observe::Metrics metrics_{{"0", "test", "memory"}};
    observe::Rates rates_;
    const std::atomic<bool> loaded_{true};
    http::BodyCache cache_{0};
    Registry registry_{catalog_, journal_, metrics_, {}, 1};
    Agents agents_{registry_, settings_, metrics_};
    SearchPool pool_{{.threads = 1, .waiting_max = 1}};
    Lists lists_{registry_, pool_, settings_, cache_, metrics_};
    Import import_{registry_, settings_, metrics_};
    Status status_{registry_, settings_, metrics_, rates_, loaded_};
    std::vector<http::Route> routes_;
    Json document_;
};

TEST_F(Document, SaysWhatItIs)
{
    EXPECT_EQ(document_.at("openapi"), "3.1.0");
    EXPECT_EQ(document_.at("info").at("title"), "A2A Registry");
    EXPECT_EQ(document_.at("info").at("version"), "1.2.3");
}

TEST_F(Document, HasEveryRouteAndNoOther)
{
    ASSERT_GE(routes_.size(), 20u);
    std::size_t operations = 0;
    for (const auto& [path, verbs] : document_.at("paths").items()) operations += verbs.size();
    EXPECT_EQ(operations, routes_.size());
    for (const auto& route : routes_) EXPECT_NO_THROW(operation(route)) << route.pattern;
}

TEST_F(Document, NamesEveryOperationOnceAndSaysWhatItDoes)
{
    std::set<std::string> names;
    for (const auto& route : routes_) {
        names.insert(operation(route).at("operationId").get<std::string>());
        EXPECT_NE(operation(route).at("summary"), "") << route.pattern;
        EXPECT_EQ(operation(route).at("tags").size(), 1u) << route.pattern;
    }
    EXPECT_EQ(names.size(), routes_.size());
}

TEST_F(Document, DocumentsEveryPathParameter)
{
    for (const auto& route : routes_) {
        const bool has_id = route.pattern.find("{id}") != std::string_view::npos;
        EXPECT_EQ(parameters(operation(route), "path"),
                  has_id ? std::set<std::string>{"id"} : std::set<std::string>{})
            << route.pattern;
    }
}

TEST_F(Document, DocumentsTheBodiesAndTheirRefusal)
{
    for (const auto& route : routes_) {
        const auto& made = operation(route);
        EXPECT_EQ(made.contains("requestBody"), !route.takes.empty()) << route.pattern;
        EXPECT_EQ(made.at("responses").contains("415"), !route.takes.empty()) << route.pattern;
        EXPECT_EQ(made.at("responses").at("200").at("content").size(), 1u) << route.pattern;
    }
}

TEST_F(Document, MarksWhatNeedsTheTokenAndItsRefusal)
{
    for (const auto& route : routes_) {
        const bool writes = route.access == http::Access::writer;
        EXPECT_EQ(operation(route).contains("security"), writes) << route.pattern;
        EXPECT_EQ(operation(route).at("responses").contains("401"), writes) << route.pattern;
    }
    EXPECT_EQ(document_.at("components").at("securitySchemes").at("writeToken").at("scheme"), "bearer");
}

TEST_F(Document, PointsOnlyAtWhatIsThere)
{
    const auto text = document_.dump();
    for (auto at = text.find("\"$ref\":\"#"); at != std::string::npos;
         at = text.find("\"$ref\":\"#", at + 1)) {
        const auto begin = at + std::string_view{"\"$ref\":\"#"}.size();
        const auto pointer = text.substr(begin, text.find('"', begin) - begin);
        EXPECT_TRUE(document_.contains(Json::json_pointer{pointer})) << pointer;
    }
}

// The examples are replayed elsewhere, so that what the schemas say is what happens.
TEST_F(Document, DescribesEveryMemberOfItsExamples)
{
    std::size_t seen = 0;
    for (const auto& route : routes_) {
        for (const auto& [status, answer] : operation(route).at("responses").items()) {
            for (const auto& content : answer.value("content", Json::object())) {
                if (!content.contains("examples") || !content.contains("schema")) continue;
                const auto pointer = content.at("schema").at("$ref").get<std::string>().substr(1);
                const auto& schema = document_.at(Json::json_pointer{pointer});
                for (const auto& example : content.at("examples")) {
                    ++seen;
                    for (const auto& [name, value] : example.at("value").items())
                        EXPECT_TRUE(schema.at("properties").contains(name)) << route.pattern << ' ' << name;
                }
            }
        }
    }
    EXPECT_GE(seen, 10u);
}

TEST_F(Document, HasASchemaForEveryAnswerAboutAgents)
{
    for (const auto& route : routes_) {
        const auto& good = operation(route).at("responses").at("200").at("content").front();
        const bool is_told = route.doc.tag == "status" || route.gives != "application/json";
        EXPECT_TRUE(is_told || good.contains("schema")) << route.pattern;
    }
}

// Rows of the table of members and the documented parameters say the same.
TEST_F(Document, DocumentsEverySearchParameter)
{
    const auto names = parameters(document_.at("paths").at("/agents").at("get"), "query");
    for (const auto& member : filter_members()) EXPECT_THAT(names, Contains(std::string{member.parameter}));
    for (const auto& name : names) {
        const auto list = read_list(name + '=');
        const bool is_unknown = !list && list.error().issues.at(0).rule == "unknown";
        EXPECT_FALSE(is_unknown) << name;
    }
}

// What a reader of the schema would send is read, and what is read is in the schema.
TEST_F(Document, DescribesEveryMemberOfASearch)
{
    const auto& search = document_.at("components").at("schemas").at("Search").at("properties");
    const auto is_unknown = [](const std::string& body) {
        const auto request = read_search(body);
        return !request && request.error().issues.at(0).rule == "unknown";
    };
    for (const auto& [name, schema] : search.items())
        EXPECT_FALSE(is_unknown("{\"" + name + "\":{}}")) << name;
    const auto& excluded = search.at("not").at("properties");
    for (const auto& [name, schema] : excluded.items())
        EXPECT_FALSE(is_unknown(R"({"not":{")" + name + "\":{}}}")) << name;
    for (const auto& member : filter_members()) {
        EXPECT_TRUE(search.contains(member.name)) << member.name;
        EXPECT_TRUE(excluded.contains(member.name)) << member.name;
    }
    for (const auto& member : switch_members()) {
        EXPECT_TRUE(search.contains(member.name)) << member.name;
        EXPECT_FALSE(excluded.contains(member.name)) << member.name;
    }
}

TEST_F(Document, ShowsASearchThatIsOne)
{
    const auto& operation = document_.at("paths").at("/agents/search").at("post");
    const auto& body = operation.at("requestBody").at("content").at("application/json").at("schema");
    EXPECT_EQ(body.at("$ref"), "#/components/schemas/Search");
    for (const auto& example : document_.at("components").at("schemas").at("Search").at("examples"))
        EXPECT_TRUE(read_search(example.dump())) << example;
}

// An answer with everything in it has the described members and no others.
TEST_F(Document, DescribesEveryMemberOfAnAnswer)
{
    SearchRequest request;
    request.query.explain = request.query.relax = true;
    SearchAnswer answer;
    answer.scores = {1};
    answer.next_cursor = "n";
    answer.facets = {{Facet::skills, {}}};
    answer.suggestions = Suggestions{};
    const auto names = [](const Json& object) {
        std::set<std::string> all;
        for (const auto& [name, value] : object.items()) all.insert(name);
        return all;
    };
    const auto found = Json::parse(render_search(request, answer, "h"));
    const auto& schema = document_.at("components").at("schemas").at("Found").at("properties");
    EXPECT_EQ(names(found), names(schema));
    EXPECT_EQ(names(found.at("suggestions")), names(schema.at("suggestions").at("properties")));
}

} // namespace
} // namespace a2a::api
