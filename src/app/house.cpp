// SPDX-License-Identifier: Apache-2.0
#include "app/house.hpp"

#include "api/routes.hpp"
#include "base/thread.hpp"
#include "config/cpus.hpp"
#include "journal/memory.hpp"
#include "journal/sqlite.hpp"
#include "observe/log.hpp"
#include "observe/process.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <stdexcept>

namespace a2a {
namespace {

LayerState layer_state(const Config& config)
{
    std::string fault;
    auto proxies = http::TrustedProxies::parse(config.listen.trusted_proxies, fault);
    if (!proxies) throw std::runtime_error{"trusted_proxies: '" + fault + "' is no address and no network"};
    return {.loaded = std::make_shared<std::atomic<bool>>(false),
            .tokens = std::make_shared<http::WriteTokens>(),
            .origins = std::make_shared<http::AllowedOrigins>(config.access.cors_origin),
            .proxies = std::make_shared<const http::TrustedProxies>(*std::move(proxies)),
            .cache = std::make_shared<http::BodyCache>(config.answers.cache_bytes),
            .access_log = std::make_shared<http::AccessLog>(access_rule_of(config))};
}

constexpr std::size_t kFaultsTold = 20;
constexpr std::size_t kAdminConnectionsMax = 100; // beside connections_max

// One line a second while it lasts.
class LoadLog {
public:
    void say(Journal::Progress progress)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_) return;
        next_ = now + std::chrono::seconds{1};
        log::info("loading", {{"changes", progress.done}, {"of", progress.total}});
    }
    void finish(const Catalog& catalog) const
    {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
        log::info("ready",
                  {{"agents", catalog.size()}, {"revision", catalog.revision()}, {"seconds", took.count()}});
    }

private:
    const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point next_ = started_ + std::chrono::seconds{1};
};

// Thrown through a replay that nobody wants any more.
struct LoadingEnded {};

std::vector<observe::RouteLabel> labels_of(const std::vector<http::Route>& routes)
{
    std::vector<observe::RouteLabel> labels;
    labels.reserve(routes.size());
    for (const auto& route : routes)
        labels.push_back({std::string{name_of(route.verb)}, std::string{route.pattern}});
    return labels;
}

} // namespace

std::unique_ptr<Journal> open_journal(const Config& config, const Catalog& catalog)
{
    const auto& store = config.store;
    if (store.storage == Config::Storage::memory) return std::make_unique<MemoryJournal>(catalog, wall_now);
    return std::make_unique<SqliteJournal>(
        catalog, wall_now,
        SqliteOptions{.directory = store.data_dir,
                      .relaxed = store.durability == Config::Durability::relaxed,
                      .tombstone_retention = store.tombstone_retention});
}

Application::House::House(Config given, const OpenJournal& open, const std::vector<int>& passed_sockets)
    : config{std::move(given)}, settings{config}, layers{layer_state(config)}, journal{open(config, catalog)},
      metrics{{std::string{kVersion}, settings.value.instance_id, std::string{journal->kind()}}}
{
    if (const auto fault = load_tokens(); !fault.empty()) throw std::runtime_error{fault};
    const auto descriptors = observe::raise_descriptor_limit();
    observe::reserve_descriptors(descriptors);
    const auto limits = limits_of(config, descriptors);
    const auto endpoints = api::routes(agents, lists, import, status, settings.value);
    auto site = http::make_site(endpoints, a2a::layers(config, layers), limits);
    status.describe(site.router.routes());
    const auto workers = worker_count_of(config);
    metrics.serve(labels_of(site.router.routes()), workers);
    std::vector<observe::WorkerStats*> stats;
    for (std::size_t i = 0; i < workers; ++i) stats.push_back(&metrics.worker(i));
    server = std::make_unique<http::Server>(listening_of(config, passed_sockets), std::move(site),
                                            std::move(stats));
    export_levels(limits);
    if (!config.listen.admin.empty()) open_admin_address(endpoints, limits);
}

void Application::House::open_admin_address(std::vector<http::Endpoint> endpoints, http::Limits limits)
{
    std::erase_if(endpoints, [](const http::Endpoint& endpoint) { return !endpoint.route.of_operation; });
    limits.connections = kAdminConnectionsMax;
    limits.connections_per_client = 0;
    auto site = http::make_site(std::move(endpoints), a2a::layers(config, layers), limits);
    admin_stats = std::make_unique<observe::WorkerStats>(site.router.unreadable() + 1);
    admin = std::make_unique<http::Server>(admin_listening_of(config), std::move(site),
                                           std::vector{admin_stats.get()});
}

bool Application::House::load(const std::function<bool()>& go_on)
{
    LoadLog told;
    const auto threads = config::usable_cpus();
    try {
        journal->replay([&](std::span<const Change> changes, Journal::Progress progress) {
            if (go_on && !go_on()) throw LoadingEnded{};
            catalog.load(changes, threads);
            told.say(progress);
        });
    } catch (const LoadingEnded&) {
        return false;
    }
    catalog.settle(threads);
    layers.loaded->store(true, std::memory_order_release);
    told.finish(catalog);
    if (journal->was_recovered()) check_in_background();
    return true;
}

void Application::House::check_in_background()
{
    self_check = std::jthread{[this](const std::stop_token& stop) {
        name_thread("self-check");
        give_way(Behind::far);
        const auto faults = catalog.self_check(stop);
        if (stop.stop_requested()) return;
        for (const auto& fault : std::span{faults}.first(std::min(faults.size(), kFaultsTold)))
            log::error("self-check", {{"fault", fault}});
        if (!faults.empty()) journal->latch("the indexes differ from the cards");
        log::info("self-check", {{"faults", faults.size()}});
    }};
}

void Application::House::apply_changeable()
{
    fill_changeable(settings.value, config);
    registry.change(policy_of(config));
    metrics.limit("max_agents", static_cast<double>(config.agents.max_agents));
    layers.origins->replace(config.access.cors_origin);
    layers.access_log->change(access_rule_of(config));
    log::set_level(log_level_of(config));
}

std::string Application::House::load_tokens()
{
    const auto& file = config.access.write_token_file;
    if (file.empty()) return {};
    const auto fault = layers.tokens->load(file);
    return fault.empty() ? std::string{} : "write_token_file: " + file + ' ' + fault;
}

// What a scrape asks for: limits now (and when one changes), levels every time.
void Application::House::export_levels(const http::Limits& limits)
{
    for (const auto& [option, value] : limit_values(config, limits)) metrics.limit(option, value);
    metrics.on_scrape([this](observe::Levels& levels) {
        const auto sizes = catalog.sizes();
        levels.agents = sizes.agents;
        levels.card_bytes = sizes.card_bytes;
        levels.revision = catalog.revision();
        levels.waiting_writes = registry.waiting_writes();
        const auto long_searches = pool.figures();
        levels.waiting_searches = long_searches.waiting;
        levels.long_searches = {.taken = long_searches.taken, .refused = long_searches.refused};
        levels.read_only = !journal->writable();
        const auto stored = journal->figures();
        levels.journal_bytes = stored.bytes;
        if (const auto backup = stored.last_backup)
            levels.last_backup_seconds = std::chrono::duration<double>{backup->time_since_epoch()}.count();
        levels.ready = status.is_ready();
        for (std::size_t i = 0; i < kFacetCount; ++i)
            levels.indexes.push_back({name_of(static_cast<Facet>(i)), sizes.values.at(i)});
        levels.indexes.push_back({"words", sizes.words});
        levels.indexes.push_back({"compounds", sizes.compounds});
        for (const auto kind : {http::BodyCache::Kind::rendered, http::BodyCache::Kind::compressed}) {
            const auto figures = layers.cache->figures(kind);
            const auto name = kind == http::BodyCache::Kind::rendered ? "rendered" : "compressed";
            levels.caches.push_back({name, figures.bytes, figures.hits, figures.misses});
        }
    });
}

} // namespace a2a
