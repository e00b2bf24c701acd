// SPDX-License-Identifier: Apache-2.0
#include "search/report.hpp"
#include "search/show.hpp"

#include <nlohmann/json.hpp>

namespace a2a::bench {
namespace {

using Json = nlohmann::ordered_json;

Json microseconds(const Histogram& times)
{
    return {{"count", times.count()},
            {"p50", show::us(times.quantile(0.5))},
            {"p95", show::us(times.quantile(0.95))},
            {"p99", show::us(times.quantile(0.99))},
            {"p99.9", show::us(times.quantile(0.999))},
            {"max", show::us(times.max())}};
}

Json object(const ClassReport& report, std::size_t agents)
{
    const auto& timing = report.timing;
    Json object{{"class", report.queries.name},
                {"queries", timing.different},
                {"hits", timing.hits},
                {"refused", timing.refused},
                {"us", microseconds(timing.latency)},
                {"cpu_us", timing.cpu_us_each()},
                {"limit_p95_us", limit_us(report.queries, agents)}};
    if (report.fts) object["fts_us"] = microseconds(report.fts->latency);
    return object;
}

Json object(const Contention& seen)
{
    return {{"searches", seen.searches},
            {"seconds", std::chrono::duration<double>(seen.elapsed).count()},
            {"write_us", microseconds(seen.write)},
            {"write_not_preempted_us", microseconds(seen.write_undisturbed)},
            {"find_us", microseconds(seen.find)},
            {"find_not_preempted_us", microseconds(seen.find_undisturbed)}};
}

Json object(const SizeReport& size)
{
    const auto& filling = size.filling;
    Json object{{"agents", size.fleet.agents},
                {"cards", name_of(size.fleet.kind)},
                {"seed", size.fleet.seed},
                {"card_bytes_each", filling.card_bytes_each()},
                {"resident_bytes_each", filling.resident_each()},
                {"parsing_seconds", std::chrono::duration<double>(filling.parsing).count()},
                {"applying_seconds", std::chrono::duration<double>(filling.applying).count()},
                {"classes", Json::array()}};
    for (const auto& report : size.classes)
        object["classes"].push_back(bench::object(report, size.fleet.agents));
    if (size.quiet) object["without_writes"] = bench::object(*size.quiet);
    if (size.written) object["with_writes"] = bench::object(*size.written);
    return object;
}

} // namespace

std::string json(const std::vector<SizeReport>& sizes)
{
    auto all = Json::array();
    for (const auto& size : sizes) all.push_back(object(size));
    return all.dump(2) + '\n';
}

} // namespace a2a::bench
