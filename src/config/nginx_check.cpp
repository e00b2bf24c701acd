// SPDX-License-Identifier: Apache-2.0
#include "config/nginx_check.hpp"

#include "config/nginx_file.hpp"
#include "config/values.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

namespace a2a::config {

namespace {

using Directives = std::vector<NginxDirective>;

// nginx's own default of an upstream's keepalive_timeout.
constexpr std::chrono::milliseconds kUpstreamTimeout{60'000};

bool has_word(const NginxDirective& directive, std::string_view word)
{
    return std::ranges::find(directive.words, word) != directive.words.end();
}

const NginxDirective* find(const Directives& directives, std::string_view name)
{
    const auto found = std::ranges::find_if(directives, [&](const auto& d) { return d.words[0] == name; });
    return found == directives.end() ? nullptr : &*found;
}

std::string second_word(const NginxDirective& directive)
{
    return directive.words.size() > 1 ? directive.words[1] : "";
}

bool is_active(const NginxDirective& directive)
{
    return directive.words[0] == "server" && !has_word(directive, "backup") && !has_word(directive, "down");
}

// "http://upstream/path": after the host there is a path, or a blank one. A variable that is the
// whole address says nothing; an address on a Unix socket ends its path with another colon.
bool has_path(std::string_view target)
{
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos) return false;
    auto rest = target.substr(scheme + 3);
    if (rest.starts_with("unix:")) {
        const auto end = rest.find(':', 5);
        return end != std::string_view::npos;
    }
    return rest.find('/') != std::string_view::npos;
}

class Check {
public:
    explicit Check(const Config& config) : config_{config} {}

    void run(const NamedText& file)
    {
        name_ = file.name;
        const auto parsed = parse_nginx(file.text);
        if (parsed.fault) {
            complaints_.push_back(name_ + ":" + *parsed.fault);
        } else {
            look_at(parsed.directives);
        }
    }

    std::vector<std::string> complaints() &&
    {
        if (complaints_.empty() && upstreams_ == 0)
            complaints_.emplace_back(
                "no upstream in these files: give the one that names the registry's servers");
        return std::move(complaints_);
    }

private:
    void look_at(const Directives& directives)
    {
        for (const auto& directive : directives) {
            if (directive.words[0] == "upstream") look_at_upstream(directive);
            if (directive.words[0] == "proxy_pass" && has_path(second_word(directive)))
                complain(directive,
                         "proxy_pass with a path decodes %2F, and ids may contain slashes: leave out "
                         "what follows the server");
            look_at(directive.block);
        }
    }

    void look_at_upstream(const NginxDirective& upstream)
    {
        ++upstreams_;
        const auto active = std::ranges::count_if(upstream.block, is_active);
        if (active > 1)
            complain(upstream,
                     "upstream " + second_word(upstream) + " has " + std::to_string(active) +
                         " active servers: each instance has its own memory, so they would be different "
                         "registries; make all but one a backup, or give each its own upstream and name");
        if (find(upstream.block, "keepalive") != nullptr) look_at_timeout(upstream);
    }

    void look_at_timeout(const NginxDirective& upstream)
    {
        const auto* given = find(upstream.block, "keepalive_timeout");
        const auto timeout = given == nullptr ? kUpstreamTimeout : parse_duration(second_word(*given));
        if (timeout && *timeout < config_.http.keepalive_timeout) return;
        complain(given == nullptr ? upstream : *given,
                 "upstream " + second_word(upstream) +
                     " must have a keepalive_timeout below the registry's (" +
                     print_duration(config_.http.keepalive_timeout) +
                     "), or nginx sends requests on connections that are being closed");
    }

    void complain(const NginxDirective& directive, const std::string& what)
    {
        complaints_.push_back(name_ + ":" + std::to_string(directive.line) + ": " + what);
    }

    const Config& config_;
    std::string name_;
    std::size_t upstreams_ = 0;
    std::vector<std::string> complaints_;
};

} // namespace

std::vector<std::string> check_nginx(const std::vector<NamedText>& files, const Config& config)
{
    Check check{config};
    for (const auto& file : files) check.run(file);
    return std::move(check).complaints();
}

std::vector<std::string> check_nginx_files(const std::vector<std::string>& paths, const Config& config)
{
    std::vector<NamedText> files;
    for (const auto& path : paths) {
        std::ifstream file{path, std::ios::binary};
        std::ostringstream text;
        if (!(file && text << file.rdbuf())) return {"cannot read " + path};
        files.push_back({path, std::move(text).str()});
    }
    return check_nginx(files, config);
}

} // namespace a2a::config
