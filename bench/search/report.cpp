// SPDX-License-Identifier: Apache-2.0
#include "search/report.hpp"

#include "search/show.hpp"

#include <algorithm>

namespace a2a::bench {
namespace {

double rate(std::uint64_t count, std::chrono::nanoseconds time)
{
    return static_cast<double>(count) / std::chrono::duration<double>(time).count();
}

std::vector<std::string> head_of(const Fleet& fleet)
{
    return {show::whole(static_cast<double>(fleet.agents)), std::string{name_of(fleet.kind)}};
}

std::string latencies(const std::vector<SizeReport>& sizes)
{
    show::Table table{
        {"agents", "cards", "search", "hits", "CPU, mean", "p50", "p95", "p99", "limit of p95", ""}};
    for (const auto& size : sizes) {
        for (const auto& [queries, timing, fts] : size.classes) {
            const auto limit = limit_us(queries, size.fleet.agents);
            const bool met = show::us(timing.latency.quantile(0.95)) <= limit;
            auto row = head_of(size.fleet);
            row.insert(row.end(),
                       {std::string{queries.label}, show::whole(timing.hits),
                        show::time_us(timing.cpu_us_each()), show::time(timing.latency.quantile(0.5)),
                        show::time(timing.latency.quantile(0.95)), show::time(timing.latency.quantile(0.99)),
                        show::time_us(limit),
                        std::string{met ? "met" : "MISSED"} +
                            (timing.refused == 0 ? "" : ", " + std::to_string(timing.refused) + " refused")});
            table.add(std::move(row));
        }
    }
    return table.text();
}

std::string memory(const std::vector<SizeReport>& sizes)
{
    show::Table table{
        {"agents", "cards", "bytes of a card", "resident for each", "ratio", "parsed/s", "applied/s"}};
    for (const auto& size : sizes) {
        const auto& filling = size.filling;
        auto row = head_of(size.fleet);
        row.insert(row.end(), {show::whole(filling.card_bytes_each()), show::whole(filling.resident_each()),
                               show::factor(filling.resident_each() / filling.card_bytes_each()),
                               show::whole(rate(filling.agents, filling.parsing)),
                               show::whole(rate(filling.agents, filling.applying))});
        table.add(std::move(row));
    }
    return table.text();
}

std::string contention(const std::vector<SizeReport>& sizes)
{
    show::Table table{{"agents", "cards", "", "searches/s", "write p50", "write p99", "write max",
                       "write p99, not preempted", "find p99.9", "find max", "find max, not preempted"}};
    const auto add = [&](const SizeReport& size, const char* what, const Contention& seen) {
        const auto of_write = [&](std::chrono::nanoseconds time) {
            return seen.write.count() == 0 ? std::string{"–"} : show::time(time);
        };
        auto row = head_of(size.fleet);
        row.insert(row.end(),
                   {what, show::whole(rate(seen.searches, seen.elapsed)), of_write(seen.write.quantile(0.5)),
                    of_write(seen.write.quantile(0.99)), of_write(seen.write.max()),
                    of_write(seen.write_undisturbed.quantile(0.99)), show::time(seen.find.quantile(0.999)),
                    show::time(seen.find.max()), show::time(seen.find_undisturbed.max())});
        table.add(std::move(row));
    };
    for (const auto& size : sizes) {
        if (size.quiet) add(size, "no writes", *size.quiet);
        if (size.written) add(size, "with writes", *size.written);
    }
    return table.text();
}

std::string beside_fts(const std::vector<SizeReport>& sizes)
{
    show::Table table{{"agents", "cards", "search", "p95 here", "p95 of FTS5", "ratio", "ratio of p50"}};
    for (const auto& size : sizes) {
        for (const auto& each : size.classes) {
            if (!each.fts) continue;
            const auto ratio = [&each](double share) {
                return show::factor(show::us(each.fts->latency.quantile(share)) /
                                    show::us(each.timing.latency.quantile(share)));
            };
            auto row = head_of(size.fleet);
            row.insert(row.end(),
                       {std::string{each.queries.label}, show::time(each.timing.latency.quantile(0.95)),
                        show::time(each.fts->latency.quantile(0.95)), ratio(0.95), ratio(0.5)});
            table.add(std::move(row));
        }
    }
    return table.text();
}

} // namespace

std::string markdown(const std::vector<SizeReport>& sizes)
{
    auto text = "Searches, one thread, in process, 20 hits and the exact total:\n\n" + latencies(sizes) +
                "\nMemory, all indexes included, and filling:\n\n" + memory(sizes);
    const auto is_written = [](const SizeReport& size) { return size.written.has_value(); };
    if (std::ranges::any_of(sizes, is_written))
        text +=
            "\nWrites, one change each, and lookups beside threads that only search:\n\n" + contention(sizes);
    const auto is_compared = [](const SizeReport& size) {
        return std::ranges::any_of(size.classes,
                                   [](const ClassReport& each) { return each.fts.has_value(); });
    };
    if (std::ranges::any_of(sizes, is_compared))
        text += "\nSQLite FTS5 (trigram, best 20 by bm25, no total), same cards, same queries:\n\n" +
                beside_fts(sizes);
    return text;
}

} // namespace a2a::bench
