// SPDX-License-Identifier: Apache-2.0
// What an Application consists of, in the order of its birth; it dies in reverse.
#pragma once

#include "api/agents.hpp"
#include "api/import.hpp"
#include "api/lists.hpp"
#include "api/status.hpp"
#include "app/application.hpp"
#include "app/layers.hpp"
#include "app/options.hpp"
#include "app/version.hpp"
#include "catalog/catalog.hpp"
#include "http/server.hpp"
#include "journal/journal.hpp"
#include "observe/metrics.hpp"
#include "observe/rates.hpp"
#include "registry/registry.hpp"
#include "registry/search_pool.hpp"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace a2a {

// The journal that the configuration asks for.
std::unique_ptr<Journal> open_journal(const Config& config, const Catalog& catalog);

struct Application::House {
    House(Config given, const OpenJournal& open, const std::vector<int>& passed_sockets);

    // Hands on what of the configuration can change at run time.
    void apply_changeable();

    // Fills the catalog from the journal. False when `go_on` ended it.
    bool load(const std::function<bool()>& go_on);

    // Promise P5 after a crash: on a thread of its own, which gives way to requests.
    void check_in_background();

    // What is wrong with the token file, or "".
    std::string load_tokens();

    void export_levels(const http::Limits& limits);

    // What of the routes operators ask, on a thread and an address of its own. What it answers is logged
    // as everything, but counted nowhere: who watches should not be seen in what is watched.
    void open_admin_address(std::vector<http::Endpoint> endpoints, http::Limits limits);

    // Filled before anything that reads it is made.
    struct FilledSettings {
        explicit FilledSettings(const Config& config) { fill(value, config); }
        api::Settings value;
    };

    Config config;
    FilledSettings settings;
    LayerState layers;
    Catalog catalog;
    std::unique_ptr<Journal> journal;
    observe::Metrics metrics;
    observe::Rates rates;
    Registry registry{catalog, *journal, metrics, policy_of(config), config.store.waiting_writes_max};
    SearchPool pool{pool_size_of(config)};
    api::Agents agents{registry, settings.value, metrics};
    api::Lists lists{registry, pool, settings.value, *layers.cache, metrics};
    api::Import import{registry, settings.value, metrics};
    api::Status status{registry, settings.value, metrics, rates, *layers.loaded};
    std::unique_ptr<http::Server> server;
    std::unique_ptr<observe::WorkerStats> admin_stats;
    std::unique_ptr<http::Server> admin; // null = there is none
    std::jthread self_check;             // last: first to go
};

} // namespace a2a
