// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "card/projection.hpp"
#include "card/url.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace a2a::card {

namespace {

constexpr Name kTransport{"transport"};
constexpr std::string_view kDefaultTransport = "JSONRPC";
constexpr std::string_view kDefaultVersion = "0.3"; // of camelCase cards, which may leave it out

// How the items of a list of interfaces are read.
struct Listing {
    Name list;
    Name transport;
    Name other_transport;   // what the other versions of the protocol call it
    std::string version;    // of items that name none
    bool is_of_1_0 = false; // whose items must name their version, and which must not be empty
};

// Gathers a card's interfaces, and judges what shows only when all are known.
class Gathering {
public:
    Gathering(const Fields& card, Context& context) : card_{card}, context_{context} {}

    std::vector<Interface> gather();

private:
    std::string card_version() const;
    void add_list(const Listing& listing);
    Interface read_item(const Fields& item, const Listing& listing);
    void add_main(const std::string& version);
    std::string read_url(const Field& url);
    void judge_contradiction() const;
    void judge_endpoint() const;
    void drop_repeated();

    const Fields& card_;
    Context& context_;
    std::vector<Interface> all_;
    std::vector<std::string> relative_; // pointers to URLs that are not absolute
    Interface main_;                    // of a card before 1.0; empty when it has none
    bool lists_supported_ = false;
    bool has_absolute_ = false;
    bool has_unreadable_ = false; // what should hold a URL is of another type, and was noted
};

std::vector<Interface> Gathering::gather()
{
    add_list({.list = kSupportedInterfaces,
              .transport = kProtocolBinding,
              .other_transport = kTransport,
              .version = {},
              .is_of_1_0 = true});
    const auto version = card_version();
    add_main(version);
    add_list({.list = kAdditionalInterfaces,
              .transport = kTransport,
              .other_transport = kProtocolBinding,
              .version = version,
              .is_of_1_0 = false});
    judge_contradiction();
    judge_endpoint();
    drop_repeated();
    return std::move(all_);
}

// What interfaces outside supportedInterfaces speak.
std::string Gathering::card_version() const
{
    auto version = card_.text(kProtocolVersion, lists_supported_ ? "" : "protocol-version-missing");
    const bool may_leave_out = context_.dialect == Dialect::v0_2 || context_.dialect == Dialect::v0_3;
    if (version.empty() && may_leave_out) version = kDefaultVersion;
    return version;
}

void Gathering::add_list(const Listing& listing)
{
    const auto list = card_.field(listing.list);
    if (list.value.exists() && !list.value.is(json::Kind::array)) {
        context_.findings.add_wrong_type(list.at, "an array", list.value);
        has_unreadable_ = true;
        return;
    }
    if (listing.is_of_1_0) {
        lists_supported_ = list.value.exists();
        card_.judge_empty(list);
    }
    std::size_t index = 0;
    for (const auto item : list.value.items()) {
        const json::Pointer at{list.at, index++};
        if (item.is(json::Kind::object)) {
            auto read = read_item(Fields{item, at, context_}, listing);
            if (!read.url.empty()) all_.push_back(std::move(read));
        } else {
            context_.findings.add_wrong_type(at, "an object", item);
            has_unreadable_ = true;
        }
    }
}

Interface Gathering::read_item(const Fields& item, const Listing& listing)
{
    Interface out;
    out.url = read_url(item.field("url", "interface-url-missing"));
    out.transport = item.text(listing.transport);
    if (out.transport.empty()) out.transport = item.text(listing.other_transport);
    if (out.transport.empty()) out.transport = kDefaultTransport;
    out.protocol_version = item.text(kProtocolVersion, listing.is_of_1_0 ? "protocol-version-missing" : "");
    if (out.protocol_version.empty()) out.protocol_version = listing.version;
    return out;
}

void Gathering::add_main(const std::string& version)
{
    main_.url = read_url(card_.field("url"));
    main_.transport = card_.text(kPreferredTransport);
    if (main_.transport.empty()) main_.transport = kDefaultTransport;
    main_.protocol_version = version;
    if (!main_.url.empty()) all_.push_back(main_);
}

std::string Gathering::read_url(const Field& url)
{
    if (!url.value.exists()) return {};
    if (!url.value.is(json::Kind::string)) {
        context_.findings.add_wrong_type(url.at, "a string", url.value);
        has_unreadable_ = true;
        return {};
    }
    if (is_absolute_url(url.value.text())) {
        has_absolute_ = true;
    } else {
        relative_.push_back(url.at.print());
    }
    return std::string{url.value.text()};
}

// The lists name the main URL, but never with the main transport.
void Gathering::judge_contradiction() const
{
    const auto same_transport = [&](const Interface& one) {
        return text::equal_ignoring_ascii_case(one.transport, main_.transport);
    };
    std::size_t listed = 0;
    std::size_t agreeing = 0;
    for (const auto& one : all_) {
        if (main_.url.empty() || one.url != main_.url) continue;
        ++listed;
        if (same_transport(one)) ++agreeing;
    }
    if (listed < 2 || agreeing > 1) return; // the main one is itself among them
    const json::Pointer root;
    context_.findings.add(Grade::deviation, json::Pointer{root, "url"}, "interfaces-contradict",
                          "is listed among the interfaces with another transport than the preferred one");
}

// A card is of use when it has one endpoint that a client elsewhere can reach.
void Gathering::judge_endpoint() const
{
    if (has_absolute_) return;
    for (const auto& pointer : relative_) {
        context_.findings.add(Grade::fault, pointer, "url-relative",
                              "must be absolute, such as https://host/path");
    }
    const bool is_explained = !relative_.empty() || (has_unreadable_ && !context_.findings.is_lenient());
    if (is_explained) return;
    const json::Pointer root;
    const auto expected = context_.dialect == Dialect::v1_0 ? kSupportedInterfaces : Name{"url"};
    context_.findings.add(Grade::fault, json::Pointer{root, expected.camel}, "url-missing",
                          "the card names no endpoint");
}

// The same endpoint in two members is one interface.
void Gathering::drop_repeated()
{
    if (all_.size() < 2) return;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    std::erase_if(all_, [&](const Interface& one) {
        return !seen.emplace(one.url, text::lower_ascii(one.transport), one.protocol_version).second;
    });
}

} // namespace

std::vector<Interface> read_interfaces(const Fields& card, Context& context)
{
    return Gathering{card, context}.gather();
}

} // namespace a2a::card
