// SPDX-License-Identifier: Apache-2.0
// Immutable bytes shared between threads, and views that keep them alive.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace a2a {

// A run of bytes and whatever keeps it alive. Copying shares; the bytes never change.
class Bytes {
public:
    Bytes() = default;

    // Takes the text over.
    explicit Bytes(std::string text)
    {
        auto held = std::make_shared<const std::string>(std::move(text));
        view_ = *held;
        keeper_ = std::move(held);
    }

    // A view into something that `keeper` keeps alive.
    Bytes(std::shared_ptr<const void> keeper, std::string_view view) : keeper_{std::move(keeper)}, view_{view}
    {
    }

    // Bytes that live as long as the process: literals.
    static Bytes of_static(std::string_view view) { return Bytes{nullptr, view}; }

    std::string_view view() const noexcept { return view_; }
    std::size_t size() const noexcept { return view_.size(); }
    bool empty() const noexcept { return view_.empty(); }

private:
    std::shared_ptr<const void> keeper_;
    std::string_view view_;
};

} // namespace a2a
