// SPDX-License-Identifier: Apache-2.0
// streams COUNT SEED [--blind] FOLDER…: writes so many streams of requests, after those of the folders, and
// what our connection layer makes of each, for judge.mjs to compare. Each is two records: a length as
// four bytes, the lowest first, then the bytes; the second one is JSON. Blind is the control: the
// verdicts of a server that has never heard of Content-Length.
#include "differential/streams.hpp"
#include "framing.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

namespace {

using a2a::fuzz::frame;
using a2a::fuzz::Streams;

std::uint64_t number(std::string_view text)
{
    std::uint64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{})
        throw std::runtime_error{"not a number: " + std::string{text}};
    return number;
}

// Without their first byte, which is a choice of the target's and no part of the stream.
std::vector<std::string> kept_in(std::span<char*> folders)
{
    std::vector<std::filesystem::path> files;
    for (const auto* folder : folders)
        for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<std::string> kept;
    for (const auto& path : files) {
        std::ifstream file{path, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator{file}, {}};
        kept.push_back(bytes.substr(std::min<std::size_t>(1, bytes.size())));
    }
    return kept;
}

std::string in_hex(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const auto byte : bytes)
        hex += {kDigits[static_cast<unsigned char>(byte) >> 4U],
                kDigits[static_cast<unsigned char>(byte) & 15U]};
    return hex;
}

std::string verdict_on(std::string_view stream)
{
    const a2a::http::Limits limits;
    const auto framed = frame(stream, limits);
    auto requests = nlohmann::json::array();
    for (const auto& [method, target, body, is_whole] : framed.requests)
        requests.push_back(
            {{"method", method}, {"target", target}, {"body", in_hex(body)}, {"whole", is_whole}});
    constexpr std::string_view kEnds[] = {"waits", "refused", "closes"};
    return nlohmann::json{{"requests", requests}, {"end", kEnds[static_cast<std::size_t>(framed.end)]}}
        .dump();
}

std::string blinded(std::string stream)
{
    constexpr std::string_view kName = "Content-Length";
    for (auto at = stream.find(kName); at != std::string::npos; at = stream.find(kName, at + 1))
        stream[at + kName.size() - 1] = 'x';
    return stream;
}

void write(std::string_view record)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        std::putchar(static_cast<int>(record.size() >> shift & 255U));
    std::fwrite(record.data(), 1, record.size(), stdout);
}

void write_all(std::span<char*> arguments)
{
    const auto count = number(arguments[0]);
    const auto seed = number(arguments[1]);
    const bool is_blind = arguments.size() > 2 && std::string_view{arguments[2]} == "--blind";
    const auto kept = kept_in(arguments.subspan(is_blind ? 3 : 2));
    Streams streams{seed, kept};
    for (std::size_t i = 0; i < kept.size() + count; ++i) {
        const auto stream = i < kept.size() ? kept[i] : streams.next();
        write(stream);
        write(verdict_on(is_blind ? blinded(stream) : stream));
    }
}

} // namespace

int main(int count, char** arguments)
{
    if (count < 3) {
        std::fputs("usage: streams COUNT SEED [--blind] FOLDER...\n", stderr);
        return 2;
    }
    try {
        write_all(std::span{arguments, static_cast<std::size_t>(count)}.subspan(1));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "streams: %s\n", fault.what());
        return 1;
    }
}
