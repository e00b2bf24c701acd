// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/cards.hpp"

#include <array>
#include <cstdio>

namespace a2a::fault {
namespace {

std::string two_digits(std::size_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// A size as cards have it, with a long tail.
std::size_t draw_padding(Random& random)
{
    switch (draw(random, 32)) {
    case 0:
        return draw(random, 60'000);
    case 1:
    case 2:
    case 3:
        return draw(random, 8'000);
    default:
        return draw(random, 600);
    }
}

} // namespace

std::size_t draw(Random& random, std::size_t count)
{
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(random);
}

std::string skill_of(std::size_t client)
{
    return "ledger-skill-" + two_digits(client);
}

std::string word_of(std::size_t client)
{
    return "client" + two_digits(client) + "word";
}

std::string id_of(std::size_t client, std::size_t number)
{
    return "ledger " + two_digits(client) + '/' + two_digits(number);
}

Written write_card(Random& random, std::size_t client, const std::string& id)
{
    std::array<char, 24> mark{};
    std::snprintf(mark.data(), mark.size(), "m%016llxm", static_cast<unsigned long long>(random()));
    const auto skill = skill_of(client);
    const auto padding = draw_padding(random);
    Written written{.json = R"({"protocolVersion":"0.3.0","name":")" + id +
                            R"(","description":"\u00c4rger, )" + word_of(client) + ' ' + mark.data() +
                            R"(","url":"https://agent.example/a2a","version":"1","capabilities":{},)"
                            R"("defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],)"
                            R"("skills":[{"id":")" +
                            skill + R"(","name":"s","description":"d","tags":["t"]}],"x-weight":1.50e+2)",
                    .mark = mark.data()};
    if (padding > 0) written.json += R"(,"x-padding":")" + std::string(padding, 'x') + '"';
    written.json += '}';
    return written;
}

} // namespace a2a::fault
