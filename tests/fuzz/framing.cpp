// SPDX-License-Identifier: Apache-2.0
#include "framing.hpp"

#include "http/body_reader.hpp"
#include "http/head_reader.hpp"

#include <algorithm>
#include <optional>

namespace a2a::fuzz {
namespace {

// One stream while it is read: what has come of it, and how far it is understood.
class Reading {
public:
    Reading(std::string_view bytes, const http::Limits& limits, Cuts* cuts)
        : bytes_{bytes}, limits_{limits}, cuts_{cuts}
    {
        receive();
    }

    Framed run()
    {
        while (read_request()) framed_.used = at_;
        return std::move(framed_);
    }

private:
    std::string_view unread() const { return bytes_.substr(at_, there_ - at_); }

    bool receive()
    {
        if (there_ == bytes_.size()) return false;
        there_ = std::min(bytes_.size(), cuts_ != nullptr ? there_ + cuts_->next() : bytes_.size());
        return true;
    }

    bool ends(StreamEnd end)
    {
        framed_.end = end;
        return false;
    }

    bool read_request()
    {
        http::HeadScanner scanner{limits_};
        while (!scanner.scan(unread(), reader_.known())) {
            if (scanner.refusal()) return ends(StreamEnd::refused);
            if (!receive()) return ends(StreamEnd::waits);
        }
        const auto section = unread().substr(scanner.begin(), scanner.end() - scanner.begin());
        const auto& head = reader_.head();
        if (reader_.read(section)) return ends(StreamEnd::refused);
        at_ += scanner.end();

        const auto after_method = section.substr(head.request.method.size() + 1);
        framed_.requests.push_back({.method = std::string{head.request.method},
                                    .target = std::string{after_method.substr(0, after_method.find(' '))},
                                    .body = {}});
        if (!read_body(head)) return false;
        return head.keep_alive || ends(StreamEnd::closes);
    }

    bool read_body(const http::RequestHead& head)
    {
        auto& request = framed_.requests.back();
        http::BodyReader body{head.framing, head.content_length, limits_};
        while (!body.done()) {
            const auto taken = body.take(unread());
            request.body += taken.piece;
            at_ += taken.bytes;
            if (body.refusal()) return ends(StreamEnd::refused);
            if (!body.done() && !receive()) return ends(StreamEnd::waits);
        }
        request.is_whole = true;
        framed_.used = at_;
        return true;
    }

    std::string_view bytes_;
    const http::Limits& limits_;
    Cuts* cuts_;
    http::HeadReader reader_;
    Framed framed_;
    std::size_t at_ = 0;    // of the first byte not understood yet
    std::size_t there_ = 0; // received so far
};

} // namespace

Framed frame(std::string_view bytes, const http::Limits& limits, Cuts* cuts)
{
    return Reading{bytes, limits, cuts}.run();
}

} // namespace a2a::fuzz
