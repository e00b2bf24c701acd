// SPDX-License-Identifier: Apache-2.0
// What is no JSON by the rules of SAFETY.md comes in by no door: not where cards are registered,
// imported or checked, and not with a search. What each rule means is tested beside the parser.
#include "support/server_fixture.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace a2a::support {
namespace {

using Json = nlohmann::json;
using namespace std::string_literals;

// A value in the place of a member, and whether it is JSON there.
struct Sample {
    const char* name;
    std::string value;
    bool is_json = false;
};

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

const Sample kSamples[]{
    {"no value", ""},
    {"a word", "nul"},
    {"NaN", "NaN"},
    {"infinite", "-Infinity"},
    {"too large a number", "1e400"},
    {"too large within", R"([{"a":-1e999}])"},
    {"leading zero", "01"},
    {"plus", "+1"},
    {"no digits behind the point", "1."},
    {"hexadecimal", "0x10"},
    {"single quotes", "'a'"},
    {"comment", "/**/1"},
    {"comma at the end", "[1,]"},
    {"bare name", "{a:1}"},
    {"unclosed", "[1"},
    {"wrong closer", "[1}"},
    {"a second value", R"(1},{"a":1)"},
    {"NUL", "1\0"s},
    {"NUL in a text", "\"a\0\""s},
    {"line end in a text", "\"a\nb\""},
    {"overlong UTF-8", "\"\xC0\xAF\""},
    {"UTF-8 cut short", "\"\xE2\x82\""},
    {"UTF-8 of a surrogate", "\"\xED\xA0\x80\""},
    {"beyond Unicode", "\"\xF4\x90\x80\x80\""},
    {"Latin 1", "\"\xE4\""},
    {"lone high surrogate", R"("\ud83d")"},
    {"lone low surrogate", R"("\ude00x")"},
    {"two high surrogates", R"("\ud83d\ud83d")"},
    {"short escape", R"("\u12")"},
    {"unknown escape", R"("\x41")"},
    {"member twice", R"({"a":1,"a":2})"},
    {"member twice, once escaped", R"({"a":1,"\u0061":2})"},
    {"member twice, deep", R"([[{"b":{"a":1,"a":1}}]])"},

    {"null", "null", true},
    {"largest double", "1.7976931348623157e308", true},
    {"thirty digits", "123456789012345678901234567890", true},
    {"underflow", "1e-400", true},
    {"escaped NUL", R"("\u0000")", true},
    {"surrogate pair", R"("\ud83d\ude00")", true},
    {"non-character", "\"\xEF\xBF\xBF\"", true},
    {"names that differ in case", R"({"a":1,"A":2})", true},
    {"rather deep", nested(20), true},
};

class JsonDoors : public ServerFixture {
protected:
    JsonDoors() { start(); }

    static std::string card_with(const std::string& value)
    {
        return R"({"name":"door","url":"https://door.example/","x-sample":)" + value + "}";
    }

    // The problem's type; "" where the answer is a good one.
    static std::string problem_of(const Answer& answer)
    {
        const auto body = Json::parse(answer.body);
        if (answer.status < 300) return "";
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
        const auto type = body.at("type").get<std::string>();
        return type.substr(type.find_last_of("/:") + 1);
    }

    void expect(const std::string& line, const std::string& body, bool is_json)
    {
        SCOPED_TRACE(line);
        EXPECT_EQ(problem_of(ask(request_with(line, body))), is_json ? "" : "bad-json");
    }
};

TEST_F(JsonDoors, TakeJsonAndNothingElse)
{
    const auto nobody = Json::parse(ask(request("GET /agents")).body);
    for (const auto& [name, value, is_json] : kSamples) {
        SCOPED_TRACE(name);
        expect("POST /agents", card_with(value), is_json);
        expect("PUT /agents/door", card_with(value), is_json);
        if (!is_json) {
            // A member that no search has is told of only where the body is JSON.
            expect("POST /agents/search", R"({"query":"door","x-sample":)" + value + "}", false);
            EXPECT_EQ(Json::parse(ask(request("GET /agents")).body), nobody) << "something came in";
        }
        const auto lines = ask(request_with("POST /agents:import", card_with(value) + "\n")).body;
        EXPECT_EQ(lines.find("\"refused\"") == std::string::npos, is_json) << lines;
        EXPECT_EQ(lines.find("\"bad-json\"") == std::string::npos, is_json) << lines;
        expect("POST /agents/validate", card_with(value), is_json);
        EXPECT_EQ(status_of("GET /agents"), 200);
        ask(request("DELETE /agents/door"));
    }
}

} // namespace
} // namespace a2a::support
