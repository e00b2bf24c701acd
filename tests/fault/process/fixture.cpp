// SPDX-License-Identifier: Apache-2.0
#include "fault/process/fixture.hpp"

#include "support/cards.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

namespace a2a::fault {

ServerProcess::Options ProcessTest::options(std::vector<std::string> arguments) const
{
    ServerProcess::Options options{.binary = A2A_BINARY,
                                   .arguments = {"--data-dir", data_, "--drain-delay", "0"},
                                   .log = dir_.path() / "log",
                                   .environment = {{"LD_PRELOAD", A2A_SHIM},
                                                   {"A2A_FAULT_DIR", data_},
                                                   {"A2A_FAULT_RULES", dir_.path() / "rules"}}};
    std::ranges::move(arguments, std::back_inserter(options.arguments));
    return options;
}

ProcessTest::Server ProcessTest::launch(std::vector<std::string> arguments) const
{
    return std::make_unique<ServerProcess>(options(std::move(arguments)));
}

ProcessTest::Server ProcessTest::start(std::vector<std::string> arguments) const
{
    auto server = launch(std::move(arguments));
    server->wait_until_ready();
    return server;
}

// Renamed into place: the server never reads half of it.
void ProcessTest::disk(const std::string& rules) const
{
    const auto next = dir_.path() / "rules.new";
    std::ofstream{next} << rules << '\n';
    std::filesystem::rename(next, dir_.path() / "rules");
}

std::string ProcessTest::card(const std::string& id, const std::string& description)
{
    return test::card(id).description(description).dump();
}

std::string ProcessTest::put_request(const std::string& id, const std::string& description)
{
    return support::request_with("PUT /agents/" + id, card(id, description),
                                 "Content-Type: application/json\r\n");
}

ProcessTest::Answer ProcessTest::ask(ServerProcess& server, const std::string& request)
{
    support::RawClient client{server.port()};
    client.send(request);
    return client.read();
}

ProcessTest::Answer ProcessTest::put(ServerProcess& server, const std::string& id,
                                     const std::string& description)
{
    return ask(server, put_request(id, description));
}

ProcessTest::Answer ProcessTest::get(ServerProcess& server, const std::string& path)
{
    return ask(server, support::request("GET " + path));
}

bool ProcessTest::has(ServerProcess& server, const std::string& id, const std::string& description)
{
    const auto answer = get(server, "/agents/" + id + "/card");
    return answer.status == 200 && answer.body == card(id, description);
}

double ProcessTest::metric(ServerProcess& server, const std::string& name)
{
    const auto all = get(server, "/metrics").body;
    const auto at = all.find('\n' + name + ' ');
    if (at == std::string::npos) throw std::runtime_error{"no metric " + name};
    return std::stod(all.substr(at + name.size() + 2));
}

void ProcessTest::expect_refusal(ServerProcess& server, const std::string& part)
{
    EXPECT_EQ(server.ends(), 1) << server.log();
    EXPECT_THAT(server.log(), testing::HasSubstr(part));
    EXPECT_EQ(std::ranges::count(server.log(), '\n'), 1) << server.log();
}

} // namespace a2a::fault
