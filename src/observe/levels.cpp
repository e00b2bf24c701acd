// SPDX-License-Identifier: Apache-2.0
#include "observe/levels.hpp"

#include "observe/families.hpp"

namespace a2a::observe {

namespace {

using Families = std::vector<prometheus::MetricFamily>;
using enum prometheus::MetricType;

struct Single {
    prometheus::MetricType type;
    std::string_view name;
    std::string_view help;
    double value;
};

void add(Families& families, std::initializer_list<Single> singles)
{
    for (const auto& single : singles) {
        Family family{single.type, single.name, single.help};
        family.add({}, single.value);
        families.push_back(std::move(family).take());
    }
}

double number(std::uint64_t value)
{
    return static_cast<double>(value);
}

} // namespace

std::vector<prometheus::MetricFamily> families_of(const Levels& levels)
{
    Families families;
    add(families,
        {
            {Gauge, "registry_active_agents", "Agents registered now.", number(levels.agents)},
            {Gauge, "registry_card_bytes", "Bytes of the stored cards.", number(levels.card_bytes)},
            {Gauge, "registry_revision", "Revision of the newest change.", number(levels.revision)},
            {Gauge, "registry_waiting_writes", "Writes that wait for their commit.",
             number(levels.waiting_writes)},
            {Gauge, "registry_waiting_searches", "Long searches that wait for a thread.",
             number(levels.waiting_searches)},
            {Gauge, "registry_read_only", "1 when a storage failure latched the registry read-only.",
             levels.read_only ? 1.0 : 0.0},
            {Gauge, "registry_ready", "1 when /readyz says so.", levels.ready ? 1.0 : 0.0},
            {Gauge, "registry_journal_bytes", "Bytes of the durable storage, its log included.",
             number(levels.journal_bytes)},
            {Gauge, "registry_last_backup_timestamp_seconds",
             "When `a2a-registry backup` last finished, since the epoch; 0 = never.",
             levels.last_backup_seconds},
        });

    Family searches{Counter, "registry_long_searches_total",
                    "Searches too long for a worker, taken by the search pool or refused."};
    searches.add({{"status", "taken"}}, number(levels.long_searches.taken));
    searches.add({{"status", "refused"}}, number(levels.long_searches.refused));
    families.push_back(std::move(searches).take());

    Family values{Gauge, "registry_index_values", "Distinct values in each index."};
    for (const auto& index : levels.indexes) values.add({{"index", index.name}}, number(index.values));
    Family bytes{Gauge, "registry_cache_bytes", "Bytes held by each cache."};
    Family hits{Counter, "registry_cache_hits_total", "Answers found in each cache."};
    Family misses{Counter, "registry_cache_misses_total", "Answers that had to be made."};
    for (const auto& cache : levels.caches) {
        bytes.add({{"cache", cache.name}}, number(cache.bytes));
        hits.add({{"cache", cache.name}}, number(cache.hits));
        misses.add({{"cache", cache.name}}, number(cache.misses));
    }
    for (auto* family : {&values, &bytes, &hits, &misses}) {
        if (!family->empty()) families.push_back(std::move(*family).take());
    }
    return families;
}

std::vector<prometheus::MetricFamily> families_of(const ProcessReading& process)
{
    Families families;
    add(families,
        {
            {Gauge, "registry_memory_usage_bytes", "Resident memory.", number(process.resident_bytes)},
            {Gauge, "registry_memory_limit_bytes",
             "Memory the process may have: the machine's, or less where a control group grants less.",
             number(process.memory_max_bytes)},
            {Counter, "process_cpu_seconds_total", "User and system CPU time.", process.cpu_seconds},
            {Gauge, "process_resident_memory_bytes", "Resident memory.", number(process.resident_bytes)},
            {Gauge, "process_virtual_memory_bytes", "Virtual memory.", number(process.virtual_bytes)},
            {Gauge, "process_open_fds", "Open file descriptors.", number(process.open_fds)},
            {Gauge, "process_max_fds", "Limit of open file descriptors.", number(process.fds_max)},
            {Gauge, "process_start_time_seconds", "When the process started, since the epoch.",
             process.start_seconds},
            {Gauge, "process_threads", "Threads.", number(process.threads)},
        });
    return families;
}

} // namespace a2a::observe
