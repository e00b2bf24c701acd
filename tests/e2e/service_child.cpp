// SPDX-License-Identifier: Apache-2.0
#include "service_child.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace a2a::support {
namespace {

constexpr int kFirstPassed = 3;

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> all;
    all.reserve(texts.size() + 1);
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& more)
{
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry)
        if (!std::string_view{*entry}.starts_with("REGISTRY_")) all.emplace_back(*entry);
    for (const auto& [name, value] : more) all.push_back(name + '=' + value);
    return all;
}

} // namespace

ServiceChild::ServiceChild(const Options& options)
{
    // The shell knows the number of the process that it becomes.
    std::vector<std::string> arguments{"/bin/sh",
                                       "-c",
                                       R"(LISTEN_PID=$$ exec "$@")",
                                       "sh",
                                       A2A_BINARY,
                                       "serve",
                                       "--storage",
                                       "memory",
                                       "--drain-delay",
                                       "0",
                                       "--log-level",
                                       "error",
                                       "--worker-count",
                                       "1"};
    arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
    auto variables = options.environment;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    if (options.socket >= 0) {
        variables["LISTEN_FDS"] = "1";
        ::posix_spawn_file_actions_adddup2(&actions, options.socket, kFirstPassed);
    }
    auto environment = environment_with(variables);
    const int error = ::posix_spawn(&pid_, "/bin/sh", &actions, nullptr, pointers(arguments).data(),
                                    pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error{error, std::generic_category(), "posix_spawn"};
}

ServiceChild::~ServiceChild()
{
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

void ServiceChild::signal(int number) const
{
    ::kill(pid_, number);
}

int ServiceChild::wait()
{
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// It names itself as soon as it runs.
pid_t ServiceChild::worker_thread() const
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{8};
    while (std::chrono::steady_clock::now() < deadline) {
        for (const auto& thread :
             std::filesystem::directory_iterator{"/proc/" + std::to_string(pid_) + "/task"}) {
            std::string name;
            std::getline(std::ifstream{thread.path() / "comm"}, name);
            if (name == "http-worker") return std::stoi(thread.path().filename().string());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    throw std::runtime_error{"no thread is called http-worker"};
}

NotifyEar::NotifyEar(const std::string& path) : fd_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::system_error{errno, std::generic_category(), path};
}

NotifyEar::~NotifyEar()
{
    ::close(fd_);
}

std::string NotifyEar::next(std::chrono::milliseconds patience) const
{
    pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return "";
    std::array<char, 4'096> bytes{};
    const auto got = ::recv(fd_, bytes.data(), bytes.size(), 0);
    return got > 0 ? std::string{bytes.data(), static_cast<std::size_t>(got)} : "";
}

std::string NotifyEar::next_news() const
{
    auto message = next();
    while (message == "WATCHDOG=1") message = next();
    return message;
}

std::vector<std::string> NotifyEar::all() const
{
    std::vector<std::string> messages;
    for (auto message = next(std::chrono::milliseconds{0}); !message.empty();
         message = next(std::chrono::milliseconds{0}))
        messages.push_back(std::move(message));
    return messages;
}

ListeningSocket::ListeningSocket(std::uint32_t address, bool listens)
    : fd_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(address);
    socklen_t length = sizeof name;
    auto* const generic = reinterpret_cast<sockaddr*>(&name);
    if (::bind(fd_, generic, length) != 0 || (listens && ::listen(fd_, 128) != 0) ||
        ::getsockname(fd_, generic, &length) != 0)
        throw std::system_error{errno, std::generic_category(), "a listening socket"};
    port_ = ntohs(name.sin_port);
}

ListeningSocket::~ListeningSocket()
{
    ::close(fd_);
}

} // namespace a2a::support
