// SPDX-License-Identifier: Apache-2.0
// A value shared between one writer and any number of readers, copied on write.
//
// Copying a Cow shares the value. edit() gives the holder a value of its own: the same one
// when nobody else holds it, a copy otherwise. Each Cow belongs to one thread at a time (or
// is guarded by a lock); the value behind it may be held by many threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace a2a::catalog {

template <class T>
class Cow {
public:
    Cow() = default; // holds nothing
    explicit Cow(T value) : node_{new Node{std::move(value)}} {}

    Cow(const Cow& other) noexcept : node_{other.node_}
    {
        if (node_) node_->holders.fetch_add(1, std::memory_order_relaxed);
    }
    Cow(Cow&& other) noexcept : node_{std::exchange(other.node_, nullptr)} {}
    Cow& operator=(Cow other) noexcept
    {
        std::swap(node_, other.node_);
        return *this;
    }
    ~Cow()
    {
        if (node_ && node_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete node_;
    }

    explicit operator bool() const noexcept { return node_ != nullptr; }
    const T& operator*() const noexcept { return node_->value; }
    const T* operator->() const noexcept { return &node_->value; }
    bool same_as(const Cow& other) const noexcept { return node_ == other.node_; }

    // Must hold a value. The acquire pairs with the release of whoever let go last: what it
    // read, it has read before we write.
    T& edit()
    {
        if (node_->holders.load(std::memory_order_acquire) != 1) *this = Cow{T{node_->value}};
        return node_->value;
    }

private:
    struct Node {
        explicit Node(T&& held) : value{std::move(held)} {}
        T value;
        std::atomic<std::uint32_t> holders{1};
    };
    Node* node_ = nullptr;
};

} // namespace a2a::catalog
