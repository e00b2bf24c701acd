// SPDX-License-Identifier: Apache-2.0
// An exchange without a session: it holds its own head.
#pragma once

#include "http/exchange.hpp"

namespace a2a::test {

struct OwnHead {
    http::RequestHead own_head;
};

struct OwnExchange : OwnHead, http::Exchange {
    OwnExchange() : Exchange{own_head} {}
};

} // namespace a2a::test
