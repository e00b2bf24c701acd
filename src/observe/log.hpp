// SPDX-License-Identifier: Apache-2.0
// The log: one line an event, JSON or text, whole lines only, from any thread.
//
//   log::info("listening", {{"address", "127.0.0.1:8000"}, {"workers", 2}});
//
// Events are short fixed words, what varies goes into fields. Values may come from a client:
// control and non-printing characters are escaped and a value is cut at 256 bytes. Never
// pass a token or a card.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace a2a::log {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class Format : std::uint8_t { text, json };

inline constexpr std::size_t kValueBytesMax = 256;

// Where lines go; until it is called, text at `info` to stderr. Call before other threads log.
void start(Level level, Format format, std::FILE* to);

// Any time, from any thread.
void set_level(Level level);
Level level();

// A view: made for the duration of one call.
class Value {
public:
    // Implicit, so that a field is written as {"name", value}.
    // NOLINTBEGIN(google-explicit-constructor)
    Value(std::string_view text) : held_{text} {}
    Value(const char* text) : held_{std::string_view{text}} {}
    Value(const std::string& text) : held_{std::string_view{text}} {}
    Value(bool truth) : held_{truth} {}
    Value(std::signed_integral auto number) : held_{std::int64_t{number}} {}
    Value(std::unsigned_integral auto number) : held_{std::uint64_t{number}} {}
    Value(double number) : held_{number} {}
    // NOLINTEND(google-explicit-constructor)

    const auto& held() const { return held_; }

private:
    std::variant<std::string_view, bool, std::int64_t, std::uint64_t, double> held_;
};

struct Field {
    std::string_view name;
    Value value;
};

void write(Level level, std::string_view event, std::span<const Field> fields);

inline void debug(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::debug, event, {fields.begin(), fields.size()});
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::info, event, {fields.begin(), fields.size()});
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::warning, event, {fields.begin(), fields.size()});
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::error, event, {fields.begin(), fields.size()});
}

// Which requests get a line; both may change at run time.
enum class AccessPolicy : std::uint8_t { errors, all, off };
struct AccessRule {
    AccessPolicy policy = AccessPolicy::errors; // errors: status 400 and above, or slow
    std::chrono::nanoseconds slow = std::chrono::seconds{1};

    bool wants(unsigned status, std::chrono::nanoseconds took) const
    {
        return policy == AccessPolicy::all ||
               (policy == AccessPolicy::errors && (status >= 400 || took >= slow));
    }
};

struct Access {
    std::string_view request_id = {};
    std::string_view client = {};
    std::string_view method = {};
    std::string_view target = {};
    unsigned status = 0;
    std::uint64_t bytes = 0; // of the answer's body
    std::chrono::nanoseconds took{};
};

// One line of the access log, whatever the level: the rule has decided already.
void access(const Access& request);

} // namespace a2a::log
