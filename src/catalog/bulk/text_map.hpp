// SPDX-License-Identifier: Apache-2.0
// A hash table by text for one piece of work. Nearly all texts have sixteen bytes at most: as two
// numbers they are keys themselves, so that comparing them reads no memory but the table's.
#pragma once

#include "base/hash.hpp"
#include "catalog/bulk/kept_texts.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <string_view>

namespace a2a::catalog {

template <class Value>
class TextMap {
public:
    std::size_t size() const { return short_.size() + long_.size(); }

    // Null when it is not there; valid until another is added.
    Value* find(std::string_view text)
    {
        return text.size() <= PackedText::kBytesMax ? value_in(short_, PackedText{text})
                                                    : value_in(long_, text);
    }

    // Must not be there. Copies the text.
    Value& add(std::string_view text, const Value& value)
    {
        return text.size() <= PackedText::kBytesMax ? short_.emplace(PackedText{text}, value).first->second
                                                    : long_.emplace(texts_.keep(text), value).first->second;
    }

private:
    template <class Map, class Key>
    static Value* value_in(Map& map, const Key& key)
    {
        const auto at = map.find(key);
        return at == map.end() ? nullptr : &at->second;
    }

    KeptTexts texts_; // the long ones
    boost::unordered_flat_map<PackedText, Value, QuickHash> short_;
    boost::unordered_flat_map<std::string_view, Value, QuickHash, TextEqual> long_;
};

} // namespace a2a::catalog
