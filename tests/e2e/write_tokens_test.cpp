// SPDX-License-Identifier: Apache-2.0
// Who may write: every operation, with every spelling of a token, in every state of the tokens.
#include "support/server_fixture.hpp"
#include "support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace a2a::support {
namespace {

const std::string kToken = "Abcdefghijklmnopqrstuvwxyz-0123._~+/==";
const std::string kOther = "0123456789abcdef0123456789abcdef";
const std::string kFormer = "former-former-former-former";
const std::string kInComment = "comment-comment-comment-comment";

std::string authorization(const std::string& value)
{
    return "Authorization: " + value + "\r\n";
}

// How a client shows the token, and what comes of it where one is needed.
struct Spelling {
    const char* name;
    enum class Outcome { admitted, refused, unnoticed, malformed } outcome;
    std::string fields;
    std::string query = {};
    std::string trailers = {};
};
using enum Spelling::Outcome;

const Spelling kSpellings[]{
    {"right", admitted, authorization("Bearer " + kToken)},
    {"scheme in small letters", admitted, authorization("bearer " + kToken)},
    {"scheme in capitals", admitted, authorization("BEARER " + kToken)},
    {"name in capitals", admitted, "AUTHORIZATION: Bearer " + kToken + "\r\n"},
    {"two blanks", admitted, authorization("Bearer  " + kToken)},
    {"blanks around", admitted, authorization("  Bearer " + kToken + " \t")},
    {"beside another field", admitted,
     "Proxy-Authorization: Basic eDp5\r\n" + authorization("Bearer " + kToken)},

    {"none", unnoticed, ""},
    {"empty field", unnoticed, authorization("")},
    {"in the query", unnoticed, "", "?access_token=" + kToken},
    {"in a trailer", unnoticed, "", "", authorization("Bearer " + kToken)},
    {"in a cookie", unnoticed, "Cookie: Authorization=Bearer " + kToken + "\r\n"},
    {"for the proxy", unnoticed, "Proxy-Authorization: Bearer " + kToken + "\r\n"},
    {"in X-Authorization", unnoticed, "X-Authorization: Bearer " + kToken + "\r\n"},
    {"in another field's value", unnoticed, "X: y Authorization: Bearer " + kToken + "\r\n"},

    {"scheme alone", refused, authorization("Bearer")},
    {"scheme and a blank", refused, authorization("Bearer ")},
    {"no scheme", refused, authorization(kToken)},
    {"no blank", refused, authorization("Bearer" + kToken)},
    {"tab for a blank", refused, authorization("Bearer\t" + kToken)},
    {"other scheme", refused, authorization("Basic " + kToken)},
    {"longer scheme", refused, authorization("BearerX " + kToken)},
    {"prefix", refused, authorization("Bearer " + kToken.substr(0, 22))},
    {"all but the last", refused, authorization("Bearer " + kToken.substr(0, kToken.size() - 1))},
    {"one more", refused, authorization("Bearer " + kToken + "=")},
    {"other case", refused, authorization("Bearer a" + kToken.substr(1))},
    {"quoted", refused, authorization("Bearer \"" + kToken + "\"")},
    {"escaped", refused, authorization("Bearer %41" + kToken.substr(1))},
    {"with a parameter", refused, authorization("Bearer " + kToken + ", realm=x")},
    {"two tokens", refused, authorization("Bearer " + kToken + " " + kToken)},
    {"list", refused, authorization("Basic eDp5, Bearer " + kToken)},
    {"field twice", refused, authorization("Bearer " + kToken) + authorization("Bearer " + kToken)},
    {"field twice, the second right", refused, authorization("Bearer x") + authorization("Bearer " + kToken)},
    {"field twice, the second empty", refused, authorization("Bearer " + kToken) + "authorization: \r\n"},
    {"wrong field, right trailer", refused, authorization("Bearer x"), "", authorization("Bearer " + kToken)},
    {"wrong field, right query", refused, authorization("Bearer x"), "?access_token=" + kToken},
    {"what a comment says", refused, authorization("Bearer " + kInComment)},
    {"hash and comment", refused, authorization("Bearer #" + kInComment)},
    {"a former one", refused, authorization("Bearer " + kFormer)},
    {"a thousand letters", refused, authorization("Bearer " + kToken + std::string(1'000, 'x'))},
    {"Latin 1", refused, authorization("Bearer " + kToken + "\xE4")},

    {"blank before the colon", malformed, "Authorization : Bearer " + kToken + "\r\n"},
    {"folded", malformed, "Authorization: Bearer\r\n " + kToken + "\r\n"},
    {"NUL", malformed, authorization("Bearer " + kToken + std::string(1, '\0'))},
};

struct Operation {
    const char* name;
    std::string line; // of the request, without the query
    std::string body;
};

const Operation kOperations[]{
    {"POST", "POST /agents", card("posted")},
    {"PUT", "PUT /agents/put", card("put")},
    {"DELETE", "DELETE /agents/removed", ""},
    {"import", "POST /agents:import", card("imported") + "\n"},
};

std::string message(const Operation& operation, const Spelling& spelling)
{
    const auto line = operation.line + spelling.query;
    if (spelling.trailers.empty()) return request_with(line, operation.body, spelling.fields);
    std::string chunk;
    if (!operation.body.empty()) {
        std::array<char, 16> digits{};
        auto* const end = std::to_chars(digits.begin(), digits.end(), operation.body.size(), 16).ptr;
        chunk = std::string(digits.data(), end) + "\r\n" + operation.body + "\r\n";
    }
    return request(line, spelling.fields + "Transfer-Encoding: chunked\r\n",
                   chunk + "0\r\n" + spelling.trailers + "\r\n");
}

class TokenTable : public ServerFixture {
protected:
    void load(const std::string& content)
    {
        config_.access.write_token_file = dir_.write("tokens", content);
        if (application_) {
            application_->reload({.config = config_, .origins = {}, .errors = {}, .warnings = {}});
        } else {
            start();
        }
    }

    std::string revision() { return ask(request("GET /agents")).field("ETag"); }

    void put_removable(const std::string& token)
    {
        const auto answer = ask(request_with("PUT /agents/removed", card("removed"),
                                             token.empty() ? "" : authorization("Bearer " + token)));
        ASSERT_LT(answer.status, 300);
    }

    void expect(const Operation& operation, const Spelling& spelling, bool open)
    {
        SCOPED_TRACE(std::string{operation.name} + ", " + spelling.name);
        const auto before = revision();
        const auto answer = ask(message(operation, spelling));
        if (spelling.outcome == malformed) {
            EXPECT_EQ(answer.status, 400);
        } else if (open || spelling.outcome == admitted) {
            // The same card again changes nothing.
            EXPECT_TRUE(answer.status == 200 || answer.status == 201) << answer.status << answer.body;
            EXPECT_FALSE(answer.has("WWW-Authenticate"));
            return;
        } else {
            EXPECT_EQ(answer.status, 401);
            EXPECT_EQ(answer.field("WWW-Authenticate"),
                      std::string{R"(Bearer realm="a2a-registry")"} +
                          (spelling.outcome == refused ? R"(, error="invalid_token")" : ""));
            EXPECT_EQ(answer.field("Content-Type"), "application/problem+json");
            EXPECT_EQ(answer.body.find(kToken), std::string::npos) << "the answer says the token";
        }
        EXPECT_EQ(revision(), before) << "something was written";
    }

    // `open`: everybody may write. `token`: one that is valid otherwise.
    void expect_table(bool open, const std::string& token)
    {
        for (const auto& operation : kOperations)
            for (const auto& spelling : kSpellings) {
                put_removable(open ? "" : token);
                expect(operation, spelling, open);
            }
    }

    TempDir dir_;
};

TEST_F(TokenTable, WithoutAFileEverybodyMayWrite)
{
    start();
    expect_table(true, "");
}

TEST_F(TokenTable, OfOneToken)
{
    load(kToken + "\n# " + kInComment + "\n#" + kInComment);
    expect_table(false, kToken);
}

TEST_F(TokenTable, OfSeveralTokens)
{
    load("# who may write\n" + kOther + "\n\n  " + kToken + " \r\n# " + kInComment + "\n");
    expect_table(false, kOther);
}

TEST_F(TokenTable, OfARotatedToken)
{
    load(kFormer + "\n");
    put_removable(kFormer);
    load(kToken + "\n");
    expect_table(false, kToken);
}

// A file that turned bad, is gone or empty opens nothing, and the old tokens stay.
TEST_F(TokenTable, OfAFileThatTurnedBad)
{
    load(kToken);
    for (const std::string content : {"", "# nothing\n", "short\n"}) {
        load(content);
        EXPECT_EQ(ask(request_with("POST /agents", card("x"))).status, 401) << content;
        EXPECT_LT(ask(request_with("POST /agents", card("x"), authorization("Bearer " + kToken))).status,
                  300);
    }
    std::filesystem::remove(config_.access.write_token_file);
    application_->reload({.config = config_, .origins = {}, .errors = {}, .warnings = {}});
    EXPECT_EQ(ask(request_with("POST /agents", card("x"))).status, 401);
}

// Whatever routes there will be: what is neither a read nor known to change nothing needs a token.
TEST_F(TokenTable, NoRouteWritesWithoutAToken)
{
    load(kToken);
    const std::array<std::string_view, 2> harmless{"/agents/search", "/agents/validate"};
    std::size_t writers = 0;
    for (const auto& route : application_->routes()) {
        if (route.verb == http::Verb::get || route.verb == http::Verb::head) continue;
        if (std::ranges::find(harmless, route.pattern) != harmless.end()) continue;
        ++writers;
        EXPECT_EQ(route.access, http::Access::writer) << route.pattern;
    }
    EXPECT_EQ(writers, std::size(kOperations)) << "kOperations does not have them all";
}

// Not even whether an agent exists, or what is wrong with a card, is told before.
TEST_F(TokenTable, TellsNothingBefore)
{
    load(kToken);
    const auto wrong = authorization("Bearer x");
    for (const auto& message :
         {request("DELETE /agents/none", wrong), request_with("POST /agents", "no JSON", wrong),
          request_with("PUT /agents/a", card("a"), wrong + "If-Match: \"none\"\r\n"),
          request_with("POST /agents", card("a"), wrong + "Content-Type: text/plain\r\n")})
        EXPECT_EQ(ask(message).status, 401) << message;
}

} // namespace
} // namespace a2a::support
