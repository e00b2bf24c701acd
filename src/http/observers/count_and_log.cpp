// SPDX-License-Identifier: Apache-2.0
#include "http/observers/observers.hpp"
#include "observe/worker_stats.hpp"

namespace a2a::http {

Observer count_and_log(std::shared_ptr<const AccessLog> access_log)
{
    return [access_log = std::move(access_log)](const Exchange& exchange, const Response& response) {
        const auto took = exchange.answered - exchange.started;
        const auto status = static_cast<unsigned>(response.status);
        exchange.stats->answered(exchange.label, status, took, exchange.bytes_in, exchange.bytes_out);
        const auto rule = access_log->rule();
        if (!rule.wants(status, took)) return;
        if (response.shed && rule.policy != log::AccessPolicy::all)
            return; // a line costs as much as the answer
        log::access({.request_id = exchange.request_id,
                     .client = exchange.client,
                     .method = exchange.request.method,
                     .target = exchange.request.target,
                     .status = status,
                     .bytes = exchange.bytes_out,
                     .took = took});
    };
}

} // namespace a2a::http
