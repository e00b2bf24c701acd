// SPDX-License-Identifier: Apache-2.0
#include "app/application.hpp"

#include "app/house.hpp"
#include "observe/log.hpp"

namespace a2a {
namespace {

constexpr std::chrono::milliseconds kAdminPatience{500};

} // namespace

Application::Application(Config config) : Application{std::move(config), std::vector<int>{}} {}

Application::Application(Config config, const std::vector<int>& passed_sockets)
    : house_{std::make_unique<House>(std::move(config), open_journal, passed_sockets)}
{
}

Application::Application(Config config, const OpenJournal& open_journal)
    : house_{std::make_unique<House>(std::move(config), open_journal, std::vector<int>{})}
{
}

Application::~Application()
{
    // Sessions wait for the writer and the pool, and those answer sessions: all must be there until all are
    // done.
    house_->server->stop(std::chrono::milliseconds{0});
    house_->pool.stop();
    house_->registry.stop();
    if (house_->admin) house_->admin->stop(std::chrono::milliseconds{0});
}

bool Application::start(const std::function<bool()>& go_on)
{
    if (house_->admin) {
        house_->admin->start();
        log::info("admin address", {{"address", house_->admin->addresses().front()}});
    }
    // Where somebody keeps the sockets, connections wait: better than a 503.
    const bool may_wait = house_->server->is_passed();
    if (!may_wait) serve();
    if (!house_->load(go_on)) return false;
    if (may_wait) serve();
    return true;
}

void Application::serve()
{
    house_->server->start();
    for (const auto& address : addresses())
        log::info("listening", {{"address", address},
                                {"workers", worker_count_of(house_->config)},
                                {"storage", house_->journal->kind()},
                                {"version", kVersion}});
}

const std::vector<std::string>& Application::addresses() const
{
    return house_->server->addresses();
}

std::uint16_t Application::port() const
{
    return house_->server->port();
}

std::uint16_t Application::admin_port() const
{
    return house_->admin ? house_->admin->port() : 0;
}

const Config& Application::config() const
{
    return house_->config;
}

const std::vector<http::Route>& Application::routes() const
{
    return house_->server->site().router.routes();
}

bool Application::is_alive(std::chrono::milliseconds patience) const
{
    return house_->server->silence() < patience;
}

void Application::tick()
{
    house_->rates.tick(house_->metrics.totals(), std::chrono::steady_clock::now());
}

void Application::reload(const config::Loaded& read)
{
    for (const auto& error : read.errors) log::error("reload refused", {{"reason", error}});
    if (!read.errors.empty()) return; // the old settings stay
    for (const auto& warning : read.warnings) log::warning("configuration", {{"reason", warning}});

    const auto changes = config::changes(house_->config, read.config);
    house_->config = changes.config;
    house_->apply_changeable();
    const auto fault = house_->load_tokens();
    if (!fault.empty()) log::error("reload refused in part", {{"reason", fault}, {"kept", "the old tokens"}});
    for (const auto& change : changes.applied) log::info("reload applied", {{"change", change}});
    for (const auto& change : changes.kept) log::warning("reload needs a restart", {{"change", change}});
    const auto& tokens = house_->config.access.write_token_file;
    log::info("reloaded", {{"applied", changes.applied.size()},
                           {"kept", changes.kept.size()},
                           {"tokens", tokens.empty()  ? "none"
                                      : fault.empty() ? "read"
                                                      : "kept"}});
}

void Application::announce_closing()
{
    house_->server->announce_closing(); // before /readyz says so: whoever reads 503 reads "close" too
    house_->status.not_ready();
    log::info("draining", {{"delay_ms", house_->config.stop.drain_delay.count()}});
}

void Application::stop()
{
    house_->server->stop(house_->config.stop.drain_timeout);
    house_->pool.stop();
    house_->registry.stop();
    if (house_->admin) house_->admin->stop(kAdminPatience); // last: somebody watches
    log::info("stopped", {{"agents", house_->catalog.size()}});
}

} // namespace a2a
