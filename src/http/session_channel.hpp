// SPDX-License-Identifier: Apache-2.0
// What a stream handler sees of its session.
#pragma once

#include "http/handler.hpp"
#include "http/session.hpp"

namespace a2a::http {

class SessionChannel final : public Channel {
public:
    SessionChannel(Session& session, Exchange& exchange, bool keep_alive)
        : session_{session}, exchange_{exchange}, keep_alive_{keep_alive}
    {
    }

    Task<std::optional<std::string_view>> read() override;
    bool failed() const override { return failed_; }
    Task<bool> write(std::string_view piece) override;

    // Ends the answer; begins it first if nothing was written.
    Task<bool> end();
    bool has_begun() const { return has_begun_; }

private:
    void begin();
    bool is_chunked() const { return exchange_.request.version_minor == 1; }

    Session& session_;
    Exchange& exchange_;
    bool keep_alive_;
    bool has_begun_ = false;
    bool failed_ = false;
};

} // namespace a2a::http
