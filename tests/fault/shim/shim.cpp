// SPDX-License-Identifier: Apache-2.0
// A disk that fails when it is told to: a library for LD_PRELOAD that stands between a program
// and the files below one folder.
//
//   A2A_FAULT_DIR    the folder, as the kernel spells it
//   A2A_FAULT_RULES  a file that may change, appear and go at any time; one rule a line:
//
//       sync delay 200          each fsync and fdatasync first waits so many milliseconds
//       sync fail 5 1 once      the 1st from now on fails with errno 5, and no other
//       write fail 28 3 ever    the 3rd write or pwrite from now on, and each later one
//
// Counting begins anew when the file says something new. It must not need the C++ library.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Call { write, sync };

constexpr std::size_t kRulesMax = 4'096;

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
char rules[kRulesMax];   // guarded by mutex, as all below
long counts[2] = {0, 0}; // of each kind of call, since the rules changed

struct Decision {
    long delay_ms = 0;
    int error = 0;
};

// Straight to the kernel: read() and open() may be someone else's too.
std::size_t read_file(const char* path, char* text, std::size_t size)
{
    const long fd = ::syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    const long got = ::syscall(SYS_read, fd, text, size);
    ::syscall(SYS_close, fd);
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

bool is_below_folder(int fd)
{
    static const char* const folder = std::getenv("A2A_FAULT_DIR");
    if (folder == nullptr) return false;
    char link[64];
    char path[4'096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const auto length = ::readlink(link, path, sizeof path);
    const auto wanted = std::strlen(folder);
    return length > static_cast<ssize_t>(wanted) && std::memcmp(path, folder, wanted) == 0 &&
           path[wanted] == '/';
}

void apply_rule(const char* rule, Call call, long count, Decision& decision)
{
    char what[8] = "", how[8] = "", until[8] = "";
    long value = 0, from = 1;
    if (std::sscanf(rule, "%7s %7s %ld %ld %7s", what, how, &value, &from, until) < 3) return;
    if (std::strcmp(what, call == Call::sync ? "sync" : "write") != 0) return;
    if (std::strcmp(how, "delay") == 0) decision.delay_ms = value;
    const bool is_due = std::strcmp(until, "ever") == 0 ? count >= from : count == from;
    if (std::strcmp(how, "fail") == 0 && is_due) decision.error = static_cast<int>(value);
}

Decision decide(Call call)
{
    static const char* const file = std::getenv("A2A_FAULT_RULES");
    Decision decision;
    if (file == nullptr) return decision;
    char now[kRulesMax] = {};
    read_file(file, now, sizeof now - 1);
    ::pthread_mutex_lock(&mutex);
    if (std::strcmp(now, rules) != 0) {
        std::memcpy(rules, now, sizeof rules);
        counts[0] = counts[1] = 0;
    }
    const long count = ++counts[call == Call::sync ? 1 : 0];
    ::pthread_mutex_unlock(&mutex);
    char* rest = nullptr;
    for (char* rule = ::strtok_r(now, "\n", &rest); rule != nullptr; rule = ::strtok_r(nullptr, "\n", &rest))
        apply_rule(rule, call, count, decision);
    return decision;
}

// Whether the call must fail; then errno says why.
bool interferes(Call call, int fd)
{
    const int error_before = errno;
    const auto decision = is_below_folder(fd) ? decide(call) : Decision{};
    if (decision.delay_ms > 0) {
        const timespec time{.tv_sec = decision.delay_ms / 1'000,
                            .tv_nsec = decision.delay_ms % 1'000 * 1'000'000};
        ::nanosleep(&time, nullptr);
    }
    errno = decision.error != 0 ? decision.error : error_before;
    return decision.error != 0;
}

template <class Function>
Function* next(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) ssize_t write(int fd, const void* bytes, size_t size)
{
    static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
    return interferes(Call::write, fd) ? -1 : real(fd, bytes, size);
}

__attribute__((visibility("default"))) ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at)
{
    static auto* const real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return interferes(Call::write, fd) ? -1 : real(fd, bytes, size, at);
}

__attribute__((visibility("default"))) ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at)
{
    return pwrite64(fd, bytes, size, at);
}

__attribute__((visibility("default"))) int fsync(int fd)
{
    static auto* const real = next<int(int)>("fsync");
    return interferes(Call::sync, fd) ? -1 : real(fd);
}

__attribute__((visibility("default"))) int fdatasync(int fd)
{
    static auto* const real = next<int(int)>("fdatasync");
    return interferes(Call::sync, fd) ? -1 : real(fd);
}
}
