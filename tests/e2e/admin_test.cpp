// SPDX-License-Identifier: Apache-2.0
// The address for operators: health and metrics, nothing else, whatever the workers do.
#include "service_child.hpp"
#include "support/server_fixture.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

namespace a2a::support {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kOfOperation[] = {"/livez", "/readyz", "/health", "/health/detailed", "/metrics"};

class AdminAddress : public ServerFixture {
protected:
    AdminAddress() { config_.listen.admin = "127.0.0.1:0"; }

    Answer ask_admin(const std::string& request)
    {
        RawClient client{application_->admin_port()};
        client.send(request);
        return client.read();
    }
};

TEST_F(AdminAddress, AnswersHealthAndMetricsAndNothingElse)
{
    start();
    EXPECT_NE(application_->admin_port(), port());
    for (const std::string path : kOfOperation) {
        EXPECT_EQ(ask_admin(request("GET " + path)).status, 200) << path;
        EXPECT_EQ(status_of("GET " + path), 200) << path; // the other address keeps them
    }
    EXPECT_THAT(ask_admin(request("GET /metrics")).body, HasSubstr("registry_active_agents"));
    for (const auto* line : {"GET /", "GET /agents", "GET /openapi.json", "GET /agents/x", "DELETE /agents/x",
                             "GET /.well-known/agent-card.json", "GET /skills"})
        EXPECT_EQ(ask_admin(request(line)).status, 404) << line;
    EXPECT_EQ(ask_admin(request_with("POST /agents", card("x"))).status, 404);
    EXPECT_EQ(ask_admin(request_with("PUT /agents/x", card("x"))).status, 404);
    EXPECT_EQ(ask_admin(request("POST /livez")).status, 405);
    EXPECT_EQ(status_of("GET /agents/x"), 404); // nothing was stored
}

TEST_F(AdminAddress, SaysThatTheServerWillClose)
{
    start();
    application_->announce_closing();
    EXPECT_EQ(ask_admin(request("GET /readyz")).status, 503);
    EXPECT_EQ(ask_admin(request("GET /livez")).status, 200);
    const auto address = application_->admin_port();
    stop();
    EXPECT_THROW(RawClient{address}, std::system_error);
}

TEST_F(AdminAddress, IsNoneUnlessAskedFor)
{
    config_.listen.admin.clear();
    start();
    EXPECT_EQ(application_->admin_port(), 0);
}

// The only worker is stopped, as a deadlock or a search without end would.
TEST(AdminAddressOf, ARegistryWhoseWorkersAreAllBusyAnswers)
{
    const TempDir folder;
    const auto path = (folder.path() / "admin.sock").string();
    const auto notify = (folder.path() / "notify").string();
    const NotifyEar ear{notify};
    const ListeningSocket socket{INADDR_LOOPBACK};
    const ServiceChild server{{.arguments = {"--admin-listen", "unix:" + path},
                               .environment = {{"NOTIFY_SOCKET", notify}},
                               .socket = socket.fd()}};
    ASSERT_THAT(ear.next(), StartsWith("READY=1\n"));
    const auto worker = server.worker_thread();
    ASSERT_EQ(::ptrace(PTRACE_SEIZE, worker, nullptr, nullptr), 0);
    ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, worker, nullptr, nullptr), 0);
    ASSERT_EQ(::waitpid(worker, nullptr, __WALL), worker);

    RawClient main{socket.port()};
    main.send(request("GET /livez"));
    for (const std::string route : kOfOperation) {
        RawClient admin{path};
        admin.send(request("GET " + route));
        EXPECT_EQ(admin.read().status, 200) << route;
    }
    EXPECT_TRUE(main.stays_silent(std::chrono::milliseconds{50})); // the control
    ASSERT_EQ(::ptrace(PTRACE_DETACH, worker, nullptr, nullptr), 0);
    EXPECT_EQ(main.read().status, 200);
}

} // namespace
} // namespace a2a::support
