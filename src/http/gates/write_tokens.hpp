// SPDX-License-Identifier: Apache-2.0
// Who may write: bearer tokens of a file, one a line, kept as digests.
#pragma once

#include "base/digest.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

// Thread-safe: workers ask while a reload swaps the list.
class WriteTokens {
public:
    static constexpr std::size_t kTokenBytesMin = 22; // 128 bits in base64

    // No tokens: whoever asks may write.
    WriteTokens() = default;

    // Reads the file anew: blank lines and lines that begin with '#' are skipped. Answers what
    // is wrong with it, or "" after the new list is in force; a faulty file changes nothing.
    std::string load(const std::string& file);

    bool required() const { return current() != nullptr; }

    // Compares digests, and every one of them, in constant time.
    bool admit(std::string_view token) const;

private:
    using List = std::vector<Sha256>;
    std::shared_ptr<const List> current() const;

    mutable std::mutex mutex_;
    std::shared_ptr<const List> list_; // guarded by mutex_; null: no token is required
};

} // namespace a2a::http
