// SPDX-License-Identifier: Apache-2.0
// Runs every case of cases/, each against a fresh server in this process; with A2A_CONTRACT_URL
// in the environment, against the server there, whose agents it removes before each case.
// Cases that need a server of their own are then skipped. A2A_CONTRACT_STORAGE chooses the
// storage of the servers here; memory without it.
#include "app/application.hpp"
#include "base/text.hpp"
#include "config/rows.hpp"
#include "contract/check.hpp"
#include "observe/log.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace a2a::contract {
namespace {

// A file that is gone when the test is.
class TokenFile {
public:
    explicit TokenFile(const Json& tokens)
    {
        const int descriptor = ::mkstemp(name_.data()); // made with mode 0600
        if (descriptor < 0) throw std::runtime_error{"no temporary file"};
        ::close(descriptor);
        std::ofstream out{name_};
        for (const auto& token : tokens) out << token.get<std::string>() << '\n';
    }
    ~TokenFile() { ::unlink(name_.c_str()); }
    TokenFile(const TokenFile&) = delete;
    TokenFile& operator=(const TokenFile&) = delete;

    const std::string& name() const { return name_; }

private:
    std::string name_ = testing::TempDir() + "tokens-XXXXXX";
};

std::string storage_wanted()
{
    const char* const wanted = std::getenv("A2A_CONTRACT_STORAGE");
    return wanted == nullptr ? "memory" : wanted;
}

Config config_of(Json options, const std::string& data_dir)
{
    Config config;
    config.listen.port = 0;
    config.listen.worker_count = 1;
    config.stop.drain_timeout = std::chrono::milliseconds{0};
    options["storage"] = storage_wanted();
    options["data_dir"] = data_dir;
    for (const auto& [key, value] : options.items()) {
        const auto wanted = std::string_view{key};
        const auto row = std::ranges::find(config::rows(), wanted, &config::Row::key);
        if (row == config::rows().end()) throw std::runtime_error{"no option " + key};
        if (const auto complaint = row->parse(config, value.get<std::string>()))
            throw std::runtime_error{*complaint};
    }
    return config;
}

std::string bytes_of_hex(std::string_view digits)
{
    std::string escaped;
    for (std::size_t at = 0; at < digits.size(); at += 2) escaped.append("%").append(digits.substr(at, 2));
    return text::percent_decode(escaped).value();
}

std::string body_of(const Json& step, const Json& define)
{
    if (step.contains("hex")) return bytes_of_hex(step["hex"].get<std::string>());
    if (step.contains("text")) return step["text"].get<std::string>();
    if (step.contains("card")) return define.at(step["card"].get<std::string>()).dump();
    return step.contains("json") ? step["json"].dump() : std::string{};
}

// The request of a step: "do" is its line without the version; `with` replaces the usual fields.
std::string message_of(const Json& step, const Json& define)
{
    const auto body = body_of(step, define);
    const bool has_body =
        step.contains("hex") || step.contains("text") || step.contains("card") || step.contains("json");
    Json fields{{"Host", "registry.example"}, {"Connection", "close"}};
    if (has_body)
        fields.update(
            {{"Content-Type", "application/json"}, {"Content-Length", std::to_string(body.size())}});
    if (step.contains("with")) fields.update(step["with"]);
    auto message = step.at("do").get<std::string>() + " HTTP/1.1\r\n";
    for (const auto& [name, value] : fields.items()) {
        if (value.is_null()) continue;
        for (const auto& one : value.is_array() ? value : Json::array({value}))
            message += name + ": " + one.get<std::string>() + "\r\n";
    }
    return message + "\r\n" + body;
}

class Contract : public testing::TestWithParam<Case> {
protected:
    void SetUp() override
    {
        log::set_level(log::Level::error);
        const char* url = std::getenv("A2A_CONTRACT_URL");
        if (url != nullptr) return take_over(url);
        auto options = GetParam().config;
        if (!GetParam().tokens.is_null()) {
            tokens_.emplace(GetParam().tokens);
            options["write_token_file"] = tokens_->name();
        }
        variables_["storage"] = storage_wanted();
        server_.emplace(config_of(options, data_.path() / "data"));
        server_->start();
        address_.port = server_->port();
    }
    void TearDown() override
    {
        if (server_) server_->stop();
    }

    Answer send(const Json& step) const
    {
        const auto line = step.at("do").get<std::string>();
        return exchange(address_, message_of(step, GetParam().define), line.starts_with("HEAD "));
    }
    void perform(const Json& raw, const std::string& where)
    {
        const auto step = filled(raw, variables_);
        const auto answer = send(step);
        for (const auto& complaint : complaints_about(answer, step))
            ADD_FAILURE() << where << ", " << step.at("do") << ": " << complaint;
        if (!step.contains("save")) return;
        for (const auto& [name, from] : step["save"].items())
            variables_[name] = saved(answer, from.get<std::string>());
    }

private:
    void take_over(const char* url)
    {
        if (GetParam().needs_fresh || !GetParam().config.empty() || !GetParam().tokens.is_null())
            GTEST_SKIP() << "needs a server of its own";
        address_ = address_of(url);
        const auto list = Json::parse(send({{"do", "GET /agents"}}).body);
        for (const auto& item : list.at("items"))
            send({{"do", "DELETE /agents/" + text::percent_encode(item.at("id").get<std::string>())}});
    }

    const support::TempDir data_;
    std::optional<TokenFile> tokens_;
    std::optional<Application> server_;
    Address address_;
    Variables variables_;
};

TEST_P(Contract, Holds)
{
    for (const auto& card : GetParam().given)
        perform({{"do", "POST /agents"}, {"card", card}, {"status", 201}}, "given");
    std::size_t number = 0;
    for (const auto& step : GetParam().steps) perform(step, "step " + std::to_string(++number));
}

INSTANTIATE_TEST_SUITE_P(Cases, Contract, testing::ValuesIn(all_cases()),
                         [](const auto& test) { return test.param.name; });

} // namespace
} // namespace a2a::contract
