// SPDX-License-Identifier: Apache-2.0
// Copies of many short texts, all forgotten together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace a2a::catalog {

class KeptTexts {
public:
    std::string_view keep(std::string_view text)
    {
        if (text.size() > left_) {
            left_ = std::max(kBlockBytes, text.size());
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
            at_ = blocks_.back().get();
        }
        const std::string_view kept{at_, text.size()};
        at_ = std::copy(text.begin(), text.end(), at_);
        left_ -= text.size();
        return kept;
    }

private:
    static constexpr std::size_t kBlockBytes = 16 * 1024;

    std::vector<std::unique_ptr<char[]>> blocks_;
    char* at_ = nullptr;
    std::size_t left_ = 0;
};

} // namespace a2a::catalog
