// SPDX-License-Identifier: Apache-2.0
#include "app/layers.hpp"

namespace a2a {

// The order, each with its reason; the only place where it is decided.
http::Pipeline layers(const Config& config, const LayerState& state)
{
    const http::GzipOptions gzip{.enabled = config.answers.enable_compression,
                                 .bytes_min = config.answers.compression_bytes_min};
    return {
        .gates =
            {
                http::request_id(),                  // first: every answer and every later line names it
                http::client_address(state.proxies), // who asks, before anybody is turned away
                http::known_route(),                 // what is asked, before whether it is allowed
                http::still_loading(state.loaded),   // never a partial state, whoever asks
                http::not_overloaded(),              // before anything that costs more than this answer
                http::foreign_origin(state.origins), // a browser may be sent by somebody else
                http::authorise(state.tokens),       // before any work is done for a stranger
                http::media_type(),                  // 415 before a body is read
                http::acceptable(),                  // 406 before an answer is made
            },
        .filters =
            {
                http::cors(state.origins),                // on every answer, refusals too
                http::variant_and_304(gzip, state.cache), // last: it settles what is sent
            },
        .observers = {http::count_and_log(state.access_log)},
    };
}

} // namespace a2a
