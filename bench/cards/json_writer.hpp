// SPDX-License-Identifier: Apache-2.0
// JSON out of texts that need no escapes, which is all that made cards consist of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace a2a::bench {

// Members of a JSON object or items of an array, one after the other.
class Writer {
public:
    Writer& raw(std::string_view name, std::string_view value)
    {
        comma();
        out_.append("\"").append(name).append("\":").append(value);
        return *this;
    }
    Writer& text(std::string_view name, std::string_view value)
    {
        comma();
        out_.append("\"").append(name).append("\":\"").append(value).append("\"");
        return *this;
    }
    Writer& item(std::string_view value)
    {
        comma();
        out_.append(value);
        return *this;
    }
    std::string object() const { return '{' + out_ + '}'; }
    std::string array() const { return '[' + out_ + ']'; }
    std::size_t size() const { return out_.size() + 2; }

private:
    void comma()
    {
        if (!out_.empty()) out_ += ',';
    }
    std::string out_;
};

inline std::string quoted(std::string_view text)
{
    return '"' + std::string{text} + '"';
}

} // namespace a2a::bench
