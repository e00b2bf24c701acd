// SPDX-License-Identifier: Apache-2.0
// Cards as nobody should send them: made by a grammar from a good card, some of whose members are
// of another type, missing, doubled, huge, deep, or full of what breaks parsers, printers, paths,
// logs and metrics. About half of them are cards all the same. The same seed makes the same bytes.
#pragma once

#include "cards/random.hpp"

#include <cstdint>
#include <string>

namespace a2a::poison {

class OddCards {
public:
    explicit OddCards(std::uint64_t seed) : random_{seed} {}

    std::string next();    // the body of a registration, often no valid JSON
    std::string next_id(); // for PUT: any bytes

private:
    std::string card();
    std::string spoilt(std::string body);
    std::string member_value(const std::string& name);
    std::string skills();
    std::string skill(bool is_odd);
    std::string value(int depth);
    std::string number();
    std::string literal(); // a string as JSON spells it
    std::string nested();
    bool one_in(std::uint32_t chances) { return random_.below(chances) == 0; }

    bench::Random random_;
    std::uint64_t made_ = 0;
};

} // namespace a2a::poison
