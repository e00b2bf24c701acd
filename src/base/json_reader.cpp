// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.hpp"

#include <algorithm>
#include <utility>

namespace a2a::json {

boost::system::result<Document, Fault> Reader::read()
{
    const auto source = document_.source_;
    if (source.size() >= Document::kPlain) {
        refuse("json-size", "the text is larger than 4 GiB");
        return fault_;
    }
    if (source.starts_with("\xEF\xBB\xBF")) {
        refuse("json-bom", "a byte order mark is not JSON");
        return fault_;
    }
    constexpr std::size_t bytes_per_node = 16; // of published cards
    constexpr std::size_t nodes_min = 32;      // small ones have more
    constexpr std::size_t depth_usual = 8;
    document_.nodes_.reserve(source.size() / bytes_per_node + nodes_min);
    stack_.reserve(depth_usual);

    skip_space();
    auto step = Step::value;
    while (step == Step::value || step == Step::follow)
        step = step == Step::value ? read_value() : read_follow();
    if (step == Step::fault) return std::move(fault_);

    skip_space();
    if (at_ != end_) {
        refuse("json-trailing", "something stands after the end of the value");
        return std::move(fault_);
    }
    return std::move(document_);
}

Reader::Step Reader::read_value()
{
    switch (peek()) {
    case '{':
        return open(Kind::object);
    case '[':
        return open(Kind::array);
    case '"':
        return read_string() ? Step::follow : Step::fault;
    case 't':
        return read_literal("true", Kind::boolean);
    case 'f':
        return read_literal("false", Kind::boolean);
    case 'n':
        return read_literal("null", Kind::null);
    default:
        return peek() == '-' || is_digit(peek()) ? read_number() : unexpected("a value");
    }
}

// After a complete value: the next sibling, or the end of what it stands in.
Reader::Step Reader::read_follow()
{
    if (stack_.empty()) return Step::done;
    auto& frame = stack_.back();
    frame.in_child = false;
    ++frame.count;
    skip_space();
    if (peek() == ',') {
        ++at_;
        skip_space();
        return begin_child();
    }
    if (peek() == (frame.is_object ? '}' : ']')) return close();
    return unexpected(frame.is_object ? "',' or '}'" : "',' or ']'");
}

Reader::Step Reader::open(Kind kind)
{
    if (stack_.size() >= options_.depth_max) {
        refuse("json-depth", "more than " + std::to_string(options_.depth_max) + " values within each other");
        return Step::fault;
    }
    const bool is_object = kind == Kind::object;
    stack_.push_back({.node = add(kind, at_), .is_object = is_object});
    ++at_;
    skip_space();
    return peek() == (is_object ? '}' : ']') ? close() : begin_child();
}

// Up to the value of the next item or member.
Reader::Step Reader::begin_child()
{
    auto& frame = stack_.back();
    if (frame.is_object) {
        if (peek() != '"') return unexpected("a member name in quotes");
        frame.name = static_cast<std::uint32_t>(document_.nodes_.size());
        if (!read_string()) return Step::fault;
        skip_space();
        if (peek() != ':') return unexpected("':'");
        ++at_;
        skip_space();
    }
    frame.in_child = true;
    return Step::value;
}

Reader::Step Reader::close()
{
    auto& frame = stack_.back();
    if (frame.is_object && frame.count > 1) {
        if (const auto* name = duplicate(); name != nullptr) {
            refuse("json-duplicate", "the object has this member twice",
                   document_.source_.data() + document_.nodes_[name->node].begin);
            append_token(fault_.pointer, name->text);
            return Step::fault;
        }
    }
    ++at_;
    auto& node = document_.nodes_[frame.node];
    node.end = offset(at_);
    node.link = static_cast<std::uint32_t>(document_.nodes_.size());
    node.count = frame.count;
    node.depth = frame.depth_below + 1;
    const auto depth = node.depth;
    stack_.pop_back();
    if (!stack_.empty()) stack_.back().depth_below = std::max(stack_.back().depth_below, depth);
    return Step::follow;
}

// The first name that stands a second time in the object being closed. Few names are compared
// each with each; many are sorted, which no choice of names makes slow.
const Reader::Name* Reader::duplicate()
{
    constexpr std::size_t few = 24;
    names_.clear();
    names_.reserve(few);
    const auto end = static_cast<std::uint32_t>(document_.nodes_.size());
    for (auto node = stack_.back().node + 1; node < end; node = document_.after(node + 1)) {
        names_.push_back({document_.text(node), node});
    }
    if (names_.size() <= few) {
        for (auto later = names_.begin(); later != names_.end(); ++later) {
            const auto same = [&](const Name& name) { return name.text == later->text; };
            if (std::any_of(names_.begin(), later, same)) return &*later;
        }
        return nullptr;
    }
    std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
        const auto order = a.text.compare(b.text);
        return order != 0 ? order < 0 : a.node < b.node;
    });
    const Name* first = nullptr;
    for (std::size_t i = 1; i < names_.size(); ++i) {
        if (names_[i].text != names_[i - 1].text) continue;
        if (first == nullptr || names_[i].node < first->node) first = &names_[i];
    }
    return first;
}

Reader::Step Reader::read_literal(std::string_view word, Kind kind)
{
    const std::string_view rest{at_, static_cast<std::size_t>(end_ - at_)};
    if (!rest.starts_with(word)) return unexpected("a value");
    const char* const begin = at_;
    at_ += word.size();
    add(kind, begin);
    return Step::follow;
}

bool Reader::refuse(std::string_view rule, std::string_view reason, const char* where)
{
    fault_ = {.offset = static_cast<std::size_t>(where - document_.source_.data()),
              .reason = std::string{reason},
              .pointer = pointer(),
              .rule = rule};
    return false;
}

Reader::Step Reader::unexpected(std::string_view expected)
{
    refuse("json-syntax", (at_ == end_ ? "the text ends where " : "something else stands where ") +
                              std::string{expected} + " must be");
    return Step::fault;
}

// Of the value being read.
std::string Reader::pointer() const
{
    std::string pointer;
    for (const auto& frame : stack_) {
        if (!frame.in_child) break;
        append_token(pointer, frame.is_object ? document_.text(frame.name) : std::to_string(frame.count));
    }
    return pointer;
}

boost::system::result<Document, Fault> parse(std::string_view source, const Options& options)
{
    return Reader{source, options}.read();
}

} // namespace a2a::json
