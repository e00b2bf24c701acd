// SPDX-License-Identifier: Apache-2.0
// Whose X-Forwarded-For is believed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

class TrustedProxies {
public:
    // Addresses or networks ("127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"), or "unix": whoever may
    // connect to a Unix socket. The first one that is none of these is answered in `fault`.
    static std::optional<TrustedProxies> parse(const std::vector<std::string>& networks, std::string& fault);

    TrustedProxies() = default;

    bool trusts(std::string_view address) const;
    bool empty() const { return networks_.empty() && !trusts_unix_; }

    // The right-most address of the list that is not itself a trusted proxy: everything
    // left of it could have been written by the client. `peer` when there is none.
    std::string_view client_of(std::string_view peer, std::string_view forwarded_for) const;

private:
    struct Network {
        std::string bytes; // 16, IPv4 mapped
        unsigned bits = 128;
    };
    std::vector<Network> networks_;
    bool trusts_unix_ = false;
};

} // namespace a2a::http
