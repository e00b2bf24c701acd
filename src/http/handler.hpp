// SPDX-License-Identifier: Apache-2.0
// What answers a route.
#pragma once

#include "http/exchange.hpp"
#include "http/message.hpp"
#include "http/route.hpp"
#include "http/task.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <variant>

namespace a2a::http {

// The body of a streamed request, and of its answer: read and write in turn, in any amounts.
class Channel {
public:
    virtual ~Channel() = default;

    // The next bytes of the request's body, valid until the next call. Nothing at its end,
    // and when it broke off, which failed() tells.
    virtual Task<std::optional<std::string_view>> read() = 0;
    virtual bool failed() const = 0;

    // Sends a piece of the answer's body; the head goes before the first. False when the
    // client is gone.
    virtual Task<bool> write(std::string_view piece) = 0;
};

// The answer, or the wait for it.
using Answer = std::variant<Response, Task<Response>>;

// The type says which handlers may wait: a read answers from memory, a write may wait for
// the journal, a stream sees its body as it comes and answers as it goes. A long read is one
// that may take too long for a worker: it answers at once, or waits for who has the time.
using Read = std::function<Response(const Exchange&)>;
using Write = std::function<Task<Response>(const Exchange&)>;
using Stream = std::function<Task<void>(const Exchange&, Channel&)>;
struct LongRead { // not a function itself: whatever fits a Read would fit it too
    std::function<Answer(const Exchange&)> begin;
};
using Handler = std::variant<Read, LongRead, Write, Stream>;

// A row of the route table.
struct Endpoint {
    Route route;
    Handler handle;
};

} // namespace a2a::http
