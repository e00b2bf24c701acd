// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace a2a::json {

std::string_view name_of(Kind kind)
{
    constexpr std::array<std::string_view, 6> names{"null", "boolean", "number", "string", "array", "object"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view Document::text(std::uint32_t index) const
{
    const Node& node = nodes_[index];
    if (node.link != kPlain) return std::string_view{decoded_}.substr(node.link, node.count);
    return source_.substr(node.begin + 1, node.end - node.begin - 2);
}

Kind Value::kind() const
{
    return exists() ? document_->nodes_[index_].kind : Kind::null;
}

std::string_view Value::raw() const
{
    if (!exists()) return {};
    const auto& node = document_->nodes_[index_];
    return document_->source_.substr(node.begin, node.end - node.begin);
}

std::string_view Value::text() const
{
    return is(Kind::string) ? document_->text(index_) : std::string_view{};
}

std::optional<bool> Value::boolean() const
{
    if (!is(Kind::boolean)) return std::nullopt;
    return raw() == "true";
}

std::optional<double> Value::number() const
{
    if (!is(Kind::number)) return std::nullopt;
    const auto spelled = raw();
    double number = 0.0; // what an underflow, the only failure left here, comes to
    std::from_chars(spelled.data(), spelled.data() + spelled.size(), number);
    return number;
}

std::optional<std::int64_t> Value::integer() const
{
    if (!is(Kind::number)) return std::nullopt;
    const auto spelled = raw();
    const char* const end = spelled.data() + spelled.size();
    std::int64_t exact = 0;
    if (const auto [stop, error] = std::from_chars(spelled.data(), end, exact); stop == end) {
        return error == std::errc{} ? std::optional{exact} : std::nullopt;
    }
    constexpr double exact_max = 9007199254740992.0; // 2^53: from here on a double may have been rounded
    const double number = this->number().value_or(0.5);
    if (std::abs(number) >= exact_max || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::size_t Value::size() const
{
    return exists() && document_->is_container(index_) ? document_->nodes_[index_].count : 0;
}

std::size_t Value::depth() const
{
    return exists() ? document_->nodes_[index_].depth : 0;
}

Items Value::items() const
{
    Items items;
    if (is(Kind::array)) {
        items.begin_ = {document_, index_ + 1};
        items.end_ = {document_, document_->after(index_)};
    }
    return items;
}

Members Value::members() const
{
    Members members;
    if (is(Kind::object)) {
        members.begin_ = {document_, index_ + 1};
        members.end_ = {document_, document_->after(index_)};
    }
    return members;
}

Value Value::find(std::string_view name) const
{
    if (!is(Kind::object)) return {};
    // By hand: cards are read by asking for dozens of members, most of which are not there.
    const auto end = document_->after(index_);
    for (auto at = index_ + 1; at < end; at = document_->after(at + 1)) {
        const auto& node = document_->nodes_[at];
        const bool other_length =
            node.link == Document::kPlain && node.end - node.begin != name.size() + 2; // its quotes
        if (!other_length && document_->text(at) == name) return Value{document_, at + 1};
    }
    return {};
}

Value Value::at(std::size_t index) const
{
    if (!is(Kind::array) || index >= size()) return {};
    return *std::next(items().begin(), static_cast<std::ptrdiff_t>(index));
}

Items::Iterator& Items::Iterator::operator++()
{
    index_ = document_->after(index_);
    return *this;
}

Items::Iterator Items::Iterator::operator++(int)
{
    auto before = *this;
    ++*this;
    return before;
}

Member Members::Iterator::operator*() const
{
    return {.name = document_->text(index_), .value = Value{document_, index_ + 1}};
}

Members::Iterator& Members::Iterator::operator++()
{
    index_ = document_->after(index_ + 1);
    return *this;
}

Members::Iterator Members::Iterator::operator++(int)
{
    auto before = *this;
    ++*this;
    return before;
}

void throw_exception_from_error(const Fault& fault, const boost::source_location&)
{
    throw std::invalid_argument{fault.reason};
}

} // namespace a2a::json
