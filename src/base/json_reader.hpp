// SPDX-License-Identifier: Apache-2.0
// The reader behind json::parse: one pass, its own stack, no recursion. Private to base/json:
// json_reader.cpp has the structure, json_scalars.cpp strings and numbers.
#pragma once

#include "base/json.hpp"

namespace a2a::json {

constexpr bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

class Reader {
public:
    Reader(std::string_view source, const Options& options) : options_{options}
    {
        document_.source_ = source;
        at_ = source.data();
        end_ = at_ + source.size();
    }

    boost::system::result<Document, Fault> read();

private:
    using Node = Document::Node;

    // What comes next: a value, whatever may follow a complete one, nothing, or a fault was noted.
    enum class Step : std::uint8_t { value, follow, done, fault };

    // An open container.
    struct Frame {
        std::uint32_t node = 0;
        std::uint32_t name = 0; // node of the name of the member being read
        std::uint32_t count = 0;
        std::uint32_t depth_below = 0;
        bool is_object = false;
        bool in_child = false;
    };
    struct Name {
        std::string_view text;
        std::uint32_t node = 0;
    };

    Step read_value();
    Step read_follow();
    Step open(Kind kind);
    Step begin_child();
    Step close();
    Step read_literal(std::string_view word, Kind kind);
    Step read_number();
    bool read_digits();
    bool read_string();
    bool read_escape();
    bool read_code_unit(unsigned& unit);
    const Name* duplicate();

    char peek() const { return at_ != end_ ? *at_ : '\0'; }
    void skip_space()
    {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }
    std::uint32_t offset(const char* at) const
    {
        return static_cast<std::uint32_t>(at - document_.source_.data());
    }
    std::uint32_t add(Kind kind, const char* begin)
    {
        const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
        document_.nodes_.push_back(
            {.begin = offset(begin), .end = offset(at_), .link = Document::kPlain, .kind = kind});
        return index;
    }
    bool refuse(std::string_view rule, std::string_view reason) { return refuse(rule, reason, at_); }
    bool refuse(std::string_view rule, std::string_view reason, const char* where);
    Step unexpected(std::string_view expected);
    std::string pointer() const;

    const Options options_;
    Document document_;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    std::vector<Frame> stack_;
    std::vector<Name> names_; // scratch of duplicate()
    Fault fault_;
};

} // namespace a2a::json
