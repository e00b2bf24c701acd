// SPDX-License-Identifier: Apache-2.0
// What can go wrong, in the words of the domain: no status codes here. How an Errc
// looks in HTTP is one table in src/api/problem.cpp.
#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

namespace a2a {

// Small and closed: a code exists because somebody acts differently on it.
enum class Errc : std::uint8_t {
    bad_json,        // the body is not the JSON it must be
    card_invalid,    // the agent card is refused; issues say why
    query_invalid,   // a search or paging parameter is wrong; issues say which
    query_too_broad, // answering would cost more than the ceiling
    id_invalid,      // no agent can have this id
    forbidden,       // the caller may not do this
    agent_not_found,
    precondition_failed, // If-Match or If-None-Match did not hold
    name_conflict,       // --name-conflict refuse: the name belongs to another endpoint
    too_large,           // a body, card or line above its limit
    registry_full,       // max_agents reached
    storage_full,        // the disk is full; nothing was applied
    read_only,           // latched after a storage failure; nothing was applied
    overloaded,          // too many writes waiting; nothing was applied
    loading,             // start-up has not finished
    unavailable,         // client library: the server cannot be reached or does not answer sanely
    outcome_unknown,     // the commit failed half way: applied or not, repeat the write
    internal,            // a bug
};
inline constexpr std::size_t kErrcCount = static_cast<std::size_t>(Errc::internal) + 1;

// One fault of a document: where (RFC 6901 pointer, "" = the whole), what, and the
// name of the rule, which is stable and machine readable ("name-missing").
struct FieldIssue {
    std::string pointer;
    std::string message;
    std::string rule;

    bool operator==(const FieldIssue&) const = default;
};

// `detail` is for the caller's eyes; causes go to the log.
struct Error {
    Errc code = Errc::internal;
    std::string detail;
    std::vector<FieldIssue> issues = {};
};

template <class T>
using Result = boost::system::result<T, Error>;

// What result.value() throws when nobody looked: a bug, caught where exceptions are caught.
class ErrorException : public std::exception {
public:
    explicit ErrorException(Error error) : error_{std::move(error)} {}
    const char* what() const noexcept override { return error_.detail.c_str(); }
    const Error& error() const noexcept { return error_; }

private:
    Error error_;
};

[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&)
{
    throw ErrorException{error};
}

} // namespace a2a
