// SPDX-License-Identifier: Apache-2.0
#include "load/report.hpp"

#include "load/fixed.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace a2a::bench {
namespace {

struct Quantile {
    std::string_view name;
    double share;
};
constexpr std::array<Quantile, 4> kQuantiles{{{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}}};

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

double rate_of(const Tally& tally)
{
    const auto elapsed = seconds(tally.elapsed);
    return elapsed > 0 ? static_cast<double>(tally.latency.count()) / elapsed : 0;
}

std::string in_milliseconds(std::chrono::nanoseconds time)
{
    return fixed(seconds(time) * 1000, 3) + " ms";
}

void line(std::string& text, std::string_view label, std::string_view value)
{
    text.append(label).append(": ").append(value).append("\n");
}

// As members of a JSON object.
std::string quantiles_of(const Histogram& times)
{
    std::string text;
    for (const auto& [name, share] : kQuantiles)
        text += "\"" + std::string{name} + "\":" + fixed(seconds(times.quantile(share)), 9) + ",";
    return text + "\"max\":" + fixed(seconds(times.max()), 9);
}

} // namespace

std::string summary(std::string_view scenario, const Plan& plan, const Tally& tally)
{
    std::string text;
    const auto loop = plan.rate > 0 ? "open loop, " + fixed(plan.rate, 0) + " requests/s" : "closed loop";
    line(text, "Scenario",
         std::string{scenario} + ", " + std::to_string(plan.connections) + " connections, " + loop);
    line(text, "Total requests", std::to_string(tally.total));
    line(text, "Successful", std::to_string(tally.latency.count()));
    line(text, "Failed", std::to_string(tally.failed()));
    line(text, "Total time", fixed(seconds(tally.elapsed), 2) + " s");
    line(text, "Requests/sec", fixed(rate_of(tally), 1));
    line(text, "Average latency", in_milliseconds(tally.latency.mean()));
    for (const auto& [name, share] : kQuantiles)
        line(text, name, in_milliseconds(tally.latency.quantile(share)));
    line(text, "max", in_milliseconds(tally.latency.max()));
    for (std::size_t i = 0; i < tally.faults.size(); ++i)
        if (tally.faults[i] != 0)
            line(text, "  failed, " + std::string{kFaultNames[i]}, std::to_string(tally.faults[i]));
    if (tally.refused.count() > 0)
        for (const auto& [name, share] : kQuantiles)
            line(text, "  refused, " + std::string{name}, in_milliseconds(tally.refused.quantile(share)));
    return text;
}

std::string json_summary(std::string_view scenario, const Plan& plan, const Tally& tally)
{
    std::string text =
        R"({"scenario":")" + std::string{scenario} + R"(","connections":)" +
        std::to_string(plan.connections) + R"(,"rate":)" + fixed(plan.rate, 3) + R"(,"total":)" +
        std::to_string(tally.total) + R"(,"successful":)" + std::to_string(tally.latency.count()) +
        R"(,"failed":)" + std::to_string(tally.failed()) + R"(,"total_time":)" +
        fixed(seconds(tally.elapsed), 6) + R"(,"requests_per_second":)" + fixed(rate_of(tally), 1) +
        R"(,"latency":{"average":)" + fixed(seconds(tally.latency.mean()), 9) + "," +
        quantiles_of(tally.latency) + R"(},"refused":{)" + quantiles_of(tally.refused) + R"(},"faults":{)";
    std::string_view comma;
    for (std::size_t i = 0; i < tally.faults.size(); ++i)
        text += std::string{std::exchange(comma, ",")} + '"' + std::string{kFaultNames[i]} +
                "\":" + std::to_string(tally.faults[i]);
    return text + "}}\n";
}

} // namespace a2a::bench
