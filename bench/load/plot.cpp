// SPDX-License-Identifier: Apache-2.0
#include "load/plot.hpp"

#include "load/fixed.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace a2a::bench {
namespace {

struct Curve {
    std::string_view name;
    std::string_view colour;
    double share = 0;
};
constexpr std::array<Curve, 3> kCurves{
    {{"p99.9", "#c0392b", 0.999}, {"p99", "#d68910", 0.99}, {"p50", "#1f618d", 0.5}}};

constexpr double kWidth = 720, kHeight = 420; // of the picture
constexpr double kLeft = 80, kRight = 70, kTop = 40, kBottom = 50;

// A place in the picture.
std::string at(double place)
{
    return fixed(place, 1);
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const auto c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

// More than nothing, for the logarithm.
double seconds_of(const Tally& tally, double share)
{
    const auto latency = std::max(tally.latency.quantile(share), Histogram::Duration{1});
    return std::chrono::duration<double>(latency).count();
}

// Where values stand: rates from 0, latencies by powers of ten.
class Frame {
public:
    explicit Frame(std::span<const RatePoint> points)
    {
        for (const auto& [rate, tally] : points) {
            rate_max_ = std::max(rate_max_, rate);
            if (tally.latency.count() == 0) continue;
            lowest_ = std::min(lowest_, static_cast<int>(std::floor(std::log10(seconds_of(tally, 0.5)))));
            highest_ = std::max(highest_, static_cast<int>(std::ceil(std::log10(seconds_of(tally, 0.999)))));
        }
    }

    double rate_max() const { return rate_max_; }
    int lowest() const { return lowest_; }
    int highest() const { return highest_; }
    double x(double rate) const { return kLeft + rate / rate_max_ * (kWidth - kLeft - kRight); }
    double y(double seconds) const
    {
        const auto share = (std::log10(seconds) - lowest_) / (highest_ - lowest_);
        return kHeight - kBottom - share * (kHeight - kTop - kBottom);
    }

private:
    double rate_max_ = 1;
    int lowest_ = -4; // 0.1 ms
    int highest_ = -2;
};

std::string text(double x, double y, std::string_view anchor, std::string_view words,
                 std::string_view colour = "#222")
{
    return "<text x=\"" + at(x) + "\" y=\"" + at(y) + R"(" text-anchor=")" + std::string{anchor} +
           R"(" fill=")" + std::string{colour} + "\">" + escaped(words) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2)
{
    return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) +
           "\" stroke=\"#ddd\"/>\n";
}

std::string axes(const Frame& frame)
{
    std::string out;
    for (int power = frame.lowest(); power <= frame.highest(); ++power) {
        const auto seconds = std::pow(10.0, power);
        out += line(kLeft, frame.y(seconds), kWidth - kRight, frame.y(seconds));
        out += text(kLeft - 8, frame.y(seconds) + 4, "end",
                    fixed(seconds * 1000, std::max(0, -power - 3)) + " ms");
    }
    constexpr int kParts = 5;
    for (int part = 0; part <= kParts; ++part) {
        const auto rate = frame.rate_max() * part / kParts;
        out += line(frame.x(rate), kTop, frame.x(rate), kHeight - kBottom);
        out += text(frame.x(rate), kHeight - kBottom + 18, "middle", fixed(rate, 0));
    }
    return out + text((kLeft + kWidth - kRight) / 2, kHeight - 10, "middle", "requests a second, open loop");
}

std::string curve(const Curve& curve, const Frame& frame, std::span<const RatePoint> points)
{
    std::string path;
    std::string marks;
    double x = 0;
    double y = 0;
    for (const auto& [rate, tally] : points) {
        if (tally.latency.count() == 0) continue;
        x = frame.x(rate);
        y = frame.y(seconds_of(tally, curve.share));
        path += (path.empty() ? "M" : " L") + at(x) + ',' + at(y);
        const bool failed = tally.failed() > 0;
        marks += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) +
                 (failed ? R"(" r="6" fill="#fff)" : R"(" r="3" fill=")") +
                 (failed ? std::string{} : std::string{curve.colour}) + R"(" stroke=")" +
                 std::string{curve.colour} + "\">" +
                 (failed ? "<title>" + std::to_string(tally.failed()) + " failed</title>" : std::string{}) +
                 "</circle>\n";
    }
    if (path.empty()) return {};
    return R"(<path fill="none" stroke-width="2" stroke=")" + std::string{curve.colour} + R"(" d=")" + path +
           "\"/>\n" + marks + text(x + 10, y + 4, "start", curve.name, curve.colour);
}

} // namespace

std::string plot(std::string_view title, std::span<const RatePoint> points)
{
    const Frame frame{points};
    std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + fixed(kWidth, 0) + ' ' +
                      fixed(kHeight, 0) + R"(" font-family="sans-serif" font-size="12">)" +
                      "\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    svg += text(kLeft, 22, "start", title);
    svg += axes(frame);
    for (const auto& each : kCurves) svg += curve(each, frame, points);
    return svg + "</svg>\n";
}

} // namespace a2a::bench
