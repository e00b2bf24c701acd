// SPDX-License-Identifier: Apache-2.0
// Strict JSON in: RFC 8259 and nothing else, with the exact span of every value.
//
// parse() reads every value of its source once and refuses what others let through: invalid
// UTF-8, lone surrogates, duplicate member names (compared decoded, at any depth), numbers
// beyond finite doubles, a byte order mark, anything after the value. It never recurses, never
// throws on input, and its cost is linear in the source but for sorting large objects' names.
//
// A Document is immutable and may be read from any thread. It views its source, which must
// outlive it; Values and the texts they give point into both, so do not move it meanwhile.
#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

// "null", "boolean", …
std::string_view name_of(Kind kind);

class Document;
class Items;
class Members;

// A handle on one value of a Document; copy it freely. Asking for what a value is not, or
// anything of an absent value, answers "nothing", never fails.
class Value {
public:
    Value() = default; // absent, as find() answers for a member that is not there

    bool exists() const { return document_ != nullptr; }
    explicit operator bool() const { return exists(); }
    bool is(Kind kind) const { return exists() && this->kind() == kind; }
    Kind kind() const; // null when absent

    std::string_view raw() const;  // as spelled in the source, quotes and all
    std::string_view text() const; // of a string, decoded
    std::optional<bool> boolean() const;
    std::optional<double> number() const;
    std::optional<std::int64_t> integer() const; // of a number that is exactly one: 7, 7.0, 70e-1

    std::size_t size() const;  // of items or members; 0 for anything else
    std::size_t depth() const; // of nested containers: 0 for a scalar, 1 for []
    Items items() const;       // of an array
    Members members() const;   // of an object, in source order
    Value find(std::string_view name) const;
    Value at(std::size_t index) const; // of an array; walks

private:
    friend class Document;
    friend class Items;
    friend class Members;
    Value(const Document* document, std::uint32_t index) : document_{document}, index_{index} {}

    const Document* document_ = nullptr;
    std::uint32_t index_ = 0;
};

struct Member {
    std::string_view name; // decoded
    Value value;
};

class Document {
public:
    Value root() const { return Value{this, 0}; }
    std::string_view source() const { return source_; }

private:
    friend class Reader;
    friend class Value;
    friend class Items;
    friend class Members;

    // Nodes stand in source order; a member is its name's node, then its value's.
    struct Node {
        std::uint32_t begin = 0; // span in the source
        std::uint32_t end = 0;
        std::uint32_t link =
            0; // container: the node after all within; string: where decoded_ has it, or kPlain
        std::uint32_t count = 0; // container: children; string in decoded_: its bytes
        std::uint32_t depth = 0;
        Kind kind = Kind::null;
    };
    static constexpr std::uint32_t kPlain = std::numeric_limits<std::uint32_t>::max();

    bool is_container(std::uint32_t index) const { return nodes_[index].kind >= Kind::array; }
    std::uint32_t after(std::uint32_t index) const
    {
        return is_container(index) ? nodes_[index].link : index + 1;
    }
    std::string_view text(std::uint32_t index) const;

    std::string_view source_;
    std::vector<Node> nodes_;
    std::string decoded_; // the texts of strings that have escapes
};

// What a range-for over an array yields: Values.
class Items {
public:
    class Iterator {
    public:
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Value operator*() const { return Value{document_, index_}; }
        Iterator& operator++();
        Iterator operator++(int);
        bool operator==(const Iterator&) const = default;

    private:
        friend class Value;
        Iterator(const Document* document, std::uint32_t index) : document_{document}, index_{index} {}

        const Document* document_ = nullptr;
        std::uint32_t index_ = 0;
    };
    Iterator begin() const { return begin_; }
    Iterator end() const { return end_; }

private:
    friend class Value;
    Iterator begin_, end_;
};

// What a range-for over an object yields: Members.
class Members {
public:
    class Iterator {
    public:
        using value_type = Member;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Member operator*() const;
        Iterator& operator++();
        Iterator operator++(int);
        bool operator==(const Iterator&) const = default;

    private:
        friend class Value;
        Iterator(const Document* document, std::uint32_t index) : document_{document}, index_{index} {}

        const Document* document_ = nullptr;
        std::uint32_t index_ = 0; // of the name
    };
    Iterator begin() const { return begin_; }
    Iterator end() const { return end_; }

private:
    friend class Value;
    Iterator begin_, end_;
};

// Why a source is refused. `rule` is stable: json-syntax, json-utf8, json-surrogate,
// json-control, json-duplicate, json-number, json-range, json-bom, json-trailing,
// json-depth, json-size.
struct Fault {
    std::size_t offset = 0; // in bytes
    std::string reason;
    std::string pointer; // RFC 6901: the value that was being read
    std::string_view rule;
};
[[noreturn]] void throw_exception_from_error(const Fault& fault, const boost::source_location& where);

struct Options {
    std::size_t depth_max = 64; // of nested containers; the root is 1
};

boost::system::result<Document, Fault> parse(std::string_view source, const Options& options = {});

// Without its insignificant white space; members, order and spelling stay. `valid` must be
// JSON that parse() accepts.
std::string minify(std::string_view valid);
void append_minified(std::string& out, std::string_view valid); // or a piece of it, cut between two values

// Appends `utf8` as a JSON string, quotes included. The text must be valid UTF-8.
void quote(std::string& out, std::string_view utf8);
std::string literal(std::string_view utf8);

// An RFC 6901 pointer that grows down the call stack and allocates only when printed. The
// parent and the name must outlive it.
class Pointer {
public:
    Pointer() = default; // the whole document: ""
    Pointer(const Pointer& parent, std::string_view name) : parent_{&parent}, name_{name} {}
    Pointer(const Pointer& parent, std::size_t index) : parent_{&parent}, index_{index}, is_index_{true} {}

    std::string print() const;

private:
    const Pointer* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    bool is_index_ = false;
};

// Appends "/name" with ~ and / escaped. A name above 100 bytes is cut there and ends in "…":
// what a client sent is never echoed at length.
void append_token(std::string& pointer, std::string_view name);

} // namespace a2a::json
