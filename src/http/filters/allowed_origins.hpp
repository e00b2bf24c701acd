// SPDX-License-Identifier: Apache-2.0
// From which origins a browser's page may use the registry.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

// Thread-safe: workers ask while a reload swaps the list. "*" allows every origin.
class AllowedOrigins {
public:
    explicit AllowedOrigins(std::vector<std::string> origins) : origins_{std::move(origins)} {}

    void replace(std::vector<std::string> origins)
    {
        const std::lock_guard lock{mutex_};
        origins_ = std::move(origins);
    }
    bool allows(std::string_view origin) const
    {
        const std::lock_guard lock{mutex_};
        return std::any_of(origins_.begin(), origins_.end(),
                           [&](const std::string& allowed) { return allowed == "*" || allowed == origin; });
    }
    bool empty() const
    {
        const std::lock_guard lock{mutex_};
        return origins_.empty();
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> origins_; // guarded by mutex_
};

} // namespace a2a::http
