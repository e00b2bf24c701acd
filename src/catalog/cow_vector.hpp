// SPDX-License-Identifier: Apache-2.0
// A long array that is copied in O(1) and shares what neither copy has changed since.
//
// A tree of three levels, 64 elements to a leaf and 64 leaves to a twig: a write beside a
// reader's copy costs two small copies and one of the root (256 pointers for a million
// elements); a write that nobody watches happens in place.
#pragma once

#include "catalog/cow.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace a2a::catalog {

template <class T>
class CowVector {
public:
    std::size_t size() const noexcept { return size_; }

    // `at` is below size().
    const T& operator[](std::size_t at) const { return (*leaf_of(at))[at % kFan]; }

    // Asks for the element, so that it is near when its turn comes.
    void fetch_ahead(std::size_t at) const { __builtin_prefetch(&(*this)[at]); }

    T& edit(std::size_t at)
    {
        return root_.edit()[at / kTwigSpan].edit()[at / kFan % kFan].edit()[at % kFan];
    }

    void push_back(T value)
    {
        if (!root_) root_ = Root{std::vector<Cow<Twig>>{}};
        auto& twigs = root_.edit();
        if (size_ % kTwigSpan == 0) twigs.emplace_back(Twig{});
        auto& leaf = twigs.back().edit()[size_ / kFan % kFan];
        if (size_ % kFan == 0) leaf = Cow<Leaf>{Leaf{}};
        leaf.edit()[size_ % kFan] = std::move(value);
        ++size_;
    }

    // Whether the element at `at`, with all of the kShared that stand in one block with it, is the other's
    // very own: what either changed since one was copied from the other, is not.
    static constexpr std::size_t kShared = 64;
    bool shares(std::size_t at, const CowVector& other) const
    {
        return at < std::min(size_, other.size_) && leaf_of(at).same_as(other.leaf_of(at));
    }

private:
    static constexpr std::size_t kFan = kShared;
    static constexpr std::size_t kTwigSpan = kFan * kFan;
    using Leaf = std::array<T, kFan>;
    using Twig = std::array<Cow<Leaf>, kFan>;

    using Root = Cow<std::vector<Cow<Twig>>>;

    const Cow<Leaf>& leaf_of(std::size_t at) const { return (*(*root_)[at / kTwigSpan])[at / kFan % kFan]; }

    Root root_; // nothing until there is an element: a search holds many that stay empty
    std::size_t size_ = 0;
};

} // namespace a2a::catalog
