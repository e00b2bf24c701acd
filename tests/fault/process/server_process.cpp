// SPDX-License-Identifier: Apache-2.0
#include "fault/process/server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

extern char** environ; // NOLINT(readability-redundant-declaration): only GNU headers have it

namespace a2a::fault {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto kLook = 500us; // between two looks at the log

// The settings of whoever runs the tests are not those of the servers under test.
bool is_setting(std::string_view variable)
{
    return variable.starts_with("REGISTRY_") || variable.starts_with("UVICORN_") ||
           variable.starts_with("STORAGE_");
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& more)
{
    std::vector<std::string> all;
    for (char** variable = environ; *variable != nullptr; ++variable)
        if (!is_setting(*variable)) all.emplace_back(*variable);
    for (const auto& [name, value] : more) all.push_back(name + '=' + value);
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::string event(std::string_view name)
{
    return "\"event\":\"" + std::string{name} + '"';
}

// Between fork and exec: only what a signal handler may do.
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* log)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int fd = ::open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600); // NOLINT(*-vararg)
    ::dup2(fd, STDERR_FILENO);
    ::dup2(fd, STDOUT_FILENO);
    ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

} // namespace

ServerProcess::ServerProcess(const Options& options) : log_{options.log}
{
    std::vector<std::string> arguments{options.binary, "serve", "--host",       "127.0.0.1", "--port", "0",
                                       "--log-format", "json",  "--access-log", "off"};
    arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
    auto environment = environment_with(options.environment);
    const auto argument_pointers = pointers_to(arguments);
    const auto environment_pointers = pointers_to(environment);
    std::filesystem::remove(log_);
    pid_ = ::fork();
    if (pid_ < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (pid_ == 0) become(argument_pointers.data(), environment_pointers.data(), log_.c_str());
}

ServerProcess::~ServerProcess()
{
    kill();
}

std::string ServerProcess::log() const
{
    std::ifstream in{log_, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

bool ServerProcess::has_said(std::string_view name) const
{
    return log().find(event(name)) != std::string::npos;
}

bool ServerProcess::says(std::string_view name, std::chrono::milliseconds patience)
{
    const auto end = Steady::now() + patience;
    for (;;) {
        const bool ended = reap(WNOHANG); // looked at before the log: its last words count
        if (has_said(name)) return true;
        if (ended || Steady::now() >= end) return false;
        std::this_thread::sleep_for(kLook);
    }
}

std::uint16_t ServerProcess::port()
{
    if (port_ != 0) return port_;
    constexpr std::string_view kAddress = "\"address\":\"127.0.0.1:";
    if (!says("listening")) throw std::runtime_error{"the registry did not start: " + log()};
    const auto said = log();
    const auto at = said.find(kAddress) + kAddress.size();
    std::from_chars(said.data() + at, said.data() + said.size(), port_);
    return port_;
}

void ServerProcess::wait_until_ready()
{
    port();
    if (!says("ready")) throw std::runtime_error{"the registry did not become ready: " + log()};
}

void ServerProcess::signal(int number) const
{
    if (!status_) ::kill(pid_, number);
}

void ServerProcess::kill()
{
    signal(SIGKILL);
    reap(0);
}

std::optional<int> ServerProcess::ends(std::chrono::milliseconds patience)
{
    const auto end = Steady::now() + patience;
    while (!reap(WNOHANG) && Steady::now() < end) std::this_thread::sleep_for(1ms);
    return status_;
}

bool ServerProcess::reap(int options)
{
    int status = 0;
    if (!status_ && ::waitpid(pid_, &status, options) == pid_)
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return status_.has_value();
}

} // namespace a2a::fault
