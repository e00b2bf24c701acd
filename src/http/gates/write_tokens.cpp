// SPDX-License-Identifier: Apache-2.0
#include "http/gates/write_tokens.hpp"

#include "base/text.hpp"
#include "http/gates/gates.hpp"
#include "http/problem.hpp"
#include "http/route.hpp"
#include "http/syntax.hpp"

#include <sys/stat.h>

#include <fstream>

namespace a2a::http {
namespace {

// The token of "Bearer <token>" (RFC 6750 section 2.1); empty when the field is another thing.
std::string_view bearer_of(std::string_view authorization)
{
    constexpr std::string_view kScheme = "bearer ";
    if (!text::equal_ignoring_ascii_case(authorization.substr(0, kScheme.size()), kScheme)) return {};
    return trim(authorization.substr(kScheme.size()));
}

bool has_field_twice(const Request& request, std::string_view name)
{
    std::size_t count = 0;
    for (const auto& field : request.fields)
        count += text::equal_ignoring_ascii_case(field.name, name) ? std::size_t{1} : 0;
    return count > 1;
}

} // namespace

std::string WriteTokens::load(const std::string& file)
{
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return "cannot be read";
    if (!S_ISREG(status.st_mode)) return "is not a regular file";
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return "is open to others: its mode must be 0600";
    std::ifstream in{file};
    auto list = std::make_shared<List>();
    for (std::string line; std::getline(in, line);) {
        const auto token =
            trim(line.ends_with('\r') ? std::string_view{line}.substr(0, line.size() - 1) : line);
        if (token.empty() || token.front() == '#') continue;
        if (token.find_first_of(" \t") != std::string_view::npos)
            return "has a line with a blank inside: one token a line";
        if (token.size() < kTokenBytesMin) return "has a token of less than 128 bits (22 characters)";
        list->push_back(sha256(token));
    }
    if (in.bad() || (!in.is_open())) return "cannot be read";
    if (list->empty()) return "has no token";
    const std::lock_guard lock{mutex_};
    list_ = std::move(list);
    return {};
}

std::shared_ptr<const WriteTokens::List> WriteTokens::current() const
{
    const std::lock_guard lock{mutex_};
    return list_;
}

bool WriteTokens::admit(std::string_view token) const
{
    const auto list = current();
    if (list == nullptr) return true;
    const auto digest = sha256(token);
    bool admitted = false;
    for (const auto& known : *list) admitted |= equal_in_constant_time(known, digest);
    return admitted;
}

Gate authorise(std::shared_ptr<const WriteTokens> tokens)
{
    return [tokens = std::move(tokens)](Exchange& exchange) -> std::optional<Response> {
        if (exchange.route->access == Access::open) return std::nullopt;
        if (!tokens->required()) {
            exchange.may_write = true;
            return std::nullopt;
        }
        const auto field = exchange.request["authorization"];
        const auto token = bearer_of(field);
        exchange.may_write =
            !token.empty() && !has_field_twice(exchange.request, "authorization") && tokens->admit(token);
        if (exchange.may_write) return std::nullopt;
        auto response = answer({Status::unauthorized, "unauthorized",
                                field.empty() ? "writing needs a token: Authorization: Bearer <token>"
                                              : "the token is not valid"},
                               exchange.request_id);
        response.with("WWW-Authenticate", field.empty()
                                              ? R"(Bearer realm="a2a-registry")"
                                              : R"(Bearer realm="a2a-registry", error="invalid_token")");
        return response;
    };
}

} // namespace a2a::http
