// SPDX-License-Identifier: Apache-2.0
#include "catalog/numbers.hpp"

#include <iterator>
#include <utility>

namespace a2a::catalog {

namespace {

std::uint16_t low_of(Number number)
{
    return static_cast<std::uint16_t>(number & 0xFFFFU);
}

} // namespace

Numbers Numbers::of_sorted(std::vector<Number> numbers)
{
    Numbers made;
    if (numbers.size() <= kFewMax) {
        Few few{.numbers = {}, .size = static_cast<std::uint32_t>(numbers.size())};
        std::copy(numbers.begin(), numbers.end(), few.numbers.begin());
        made.held_ = few;
    } else if (numbers.size() <= kFlatMax) {
        numbers.shrink_to_fit();
        made.held_ = Cow<Flat>{std::move(numbers)};
    } else {
        made.held_ = Cow<Parts>{split(numbers)};
    }
    return made;
}

std::size_t Numbers::size() const
{
    const auto all = array();
    return all ? all->size() : parts().size;
}

bool Numbers::contains(Number number) const
{
    if (const auto all = array()) return std::binary_search(all->begin(), all->end(), number);
    const auto* part = parts().find(number >> 16U);
    return part && part->block->contains(low_of(number));
}

bool Numbers::insert(Number number)
{
    if (std::holds_alternative<Cow<Parts>>(held_)) return insert_in_parts(number);
    const auto all = *array();
    const bool is_above = all.empty() || all.back() < number; // as a new agent is
    const auto at = is_above ? all.end() : std::lower_bound(all.begin(), all.end(), number);
    if (at != all.end() && *at == number) return false;
    const auto place = at - all.begin();
    if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && all.size() < kFlatMax) {
        auto& numbers = flat->edit();
        numbers.insert(numbers.begin() + place, number);
    } else {
        std::vector<Number> numbers{all.begin(), all.end()};
        numbers.insert(numbers.begin() + place, number);
        *this = of_sorted(std::move(numbers));
    }
    return true;
}

bool Numbers::erase(Number number)
{
    if (std::holds_alternative<Cow<Parts>>(held_)) return erase_from_parts(number);
    const auto all = *array();
    const auto at = std::lower_bound(all.begin(), all.end(), number);
    if (at == all.end() || *at != number) return false;
    const auto place = at - all.begin();
    if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && all.size() > kFewMax + 1) {
        auto& numbers = flat->edit();
        numbers.erase(numbers.begin() + place);
    } else {
        std::vector<Number> numbers{all.begin(), all.end()};
        numbers.erase(numbers.begin() + place);
        *this = of_sorted(std::move(numbers));
    }
    return true;
}

void Numbers::append(std::span<const Number> numbers)
{
    if (numbers.empty()) return;
    if (!empty() && numbers.front() < last()) {
        for (const auto number : numbers) insert(number);
    } else if (std::holds_alternative<Cow<Parts>>(held_)) {
        append_to_parts(numbers);
    } else if (auto* flat = std::get_if<Cow<Flat>>(&held_); flat && size() + numbers.size() <= kFlatMax) {
        auto& held = flat->edit();
        const auto needed = held.size() + numbers.size();
        if (needed > held.capacity()) held.reserve(std::max(needed, held.size() + held.size() / 4));
        held.insert(held.end(), numbers.begin(), numbers.end());
    } else {
        const auto before = *array();
        std::vector<Number> all;
        all.reserve(before.size() + numbers.size());
        all.assign(before.begin(), before.end());
        all.insert(all.end(), numbers.begin(), numbers.end());
        *this = of_sorted(std::move(all));
    }
}

std::optional<Number> Numbers::next(Number from) const
{
    std::optional<Number> found;
    visit_from(from, [&](Number number) {
        found = number;
        return false;
    });
    return found;
}

std::vector<Number> Numbers::to_vector() const
{
    std::vector<Number> numbers;
    numbers.reserve(size());
    for_each([&](Number number) { numbers.push_back(number); });
    return numbers;
}

bool Numbers::operator==(const Numbers& other) const
{
    if (size() != other.size()) return false;
    if (const auto all = array()) {
        return std::all_of(all->begin(), all->end(), [&](Number number) { return other.contains(number); });
    }
    return intersection_size(*this, other) == size();
}

std::optional<std::span<const Number>> Numbers::array() const
{
    if (const auto* few = std::get_if<Few>(&held_)) return std::span{few->numbers}.first(few->size);
    if (const auto* flat = std::get_if<Cow<Flat>>(&held_)) return std::span<const Number>{**flat};
    return std::nullopt;
}

const Numbers::Part* Numbers::Parts::find(std::uint32_t high) const
{
    const auto at =
        std::lower_bound(list.begin(), list.end(), high,
                         [](const Part& part, std::uint32_t wanted) { return part.high < wanted; });
    return at != list.end() && at->high == high ? &*at : nullptr;
}

void Numbers::Parts::append(std::uint32_t high, NumberBlock block)
{
    if (block.size() == 0) return;
    size += block.size();
    list.push_back({high, Cow<NumberBlock>{std::move(block)}});
}

Numbers Numbers::of_parts(Parts parts)
{
    Numbers made;
    made.held_ = Cow<Parts>{std::move(parts)};
    return made.size() > kFlatAgain ? made : of_sorted(made.to_vector());
}

Numbers::Parts Numbers::split(std::span<const Number> numbers)
{
    Parts parts;
    while (!numbers.empty()) {
        const auto high = numbers.front() >> 16U;
        std::vector<std::uint16_t> low;
        for (const auto number : numbers) {
            if (number >> 16U != high) break;
            low.push_back(low_of(number));
        }
        numbers = numbers.subspan(low.size());
        low.shrink_to_fit();
        parts.append(high, NumberBlock::of_sorted(std::move(low)));
    }
    return parts;
}

Number Numbers::last() const
{
    if (const auto all = array()) return all->back();
    const auto& part = parts().list.back();
    return part.high << 16U | part.block->last();
}

void Numbers::append_to_parts(std::span<const Number> numbers)
{
    auto& parts = std::get<Cow<Parts>>(held_).edit();
    auto& last = parts.list.back();
    const auto end = std::partition_point(numbers.begin(), numbers.end(),
                                          [&](Number number) { return number >> 16U == last.high; });
    const auto here = numbers.first(static_cast<std::size_t>(end - numbers.begin()));
    if (!here.empty()) last.block.edit().append(here);
    parts.size += here.size();
    auto further = split(numbers.subspan(here.size()));
    parts.size += further.size;
    std::move(further.list.begin(), further.list.end(), std::back_inserter(parts.list));
}

bool Numbers::insert_in_parts(Number number)
{
    const auto* part = this->parts().find(number >> 16U);
    if (part && part->block->contains(low_of(number))) return false; // before anything shared is copied
    const auto place = part ? std::optional{part - this->parts().list.data()} : std::nullopt;
    auto& parts = std::get<Cow<Parts>>(held_).edit();
    if (place) {
        parts.list[static_cast<std::size_t>(*place)].block.edit().insert(low_of(number));
    } else {
        const auto at = std::find_if(parts.list.begin(), parts.list.end(),
                                     [&](const Part& other) { return other.high > number >> 16U; });
        parts.list.insert(at, {number >> 16U, Cow<NumberBlock>{NumberBlock::of_sorted({low_of(number)})}});
    }
    ++parts.size;
    return true;
}

bool Numbers::erase_from_parts(Number number)
{
    if (!contains(number)) return false;
    auto& parts = std::get<Cow<Parts>>(held_).edit();
    const auto place = parts.find(number >> 16U) - parts.list.data();
    auto& block = parts.list[static_cast<std::size_t>(place)].block;
    block.edit().erase(low_of(number));
    if (block->size() == 0) parts.list.erase(parts.list.begin() + place);
    if (--parts.size <= kFlatAgain) *this = of_sorted(to_vector());
    return true;
}

} // namespace a2a::catalog
