// SPDX-License-Identifier: Apache-2.0
// What was found wrong with a card, sorted into errors and warnings by the validation mode.
#pragma once

#include "base/json.hpp"
#include "card/card.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::card {

// "a string", "null", …
std::string_view with_article(json::Kind kind);

// How bad it is: `fault` makes the card useless and is always an error; `wrong_type` is an
// error unless lenient; `deviation` from the specification is a warning unless strict.
enum class Grade : unsigned char { fault, wrong_type, deviation };

class Findings {
public:
    explicit Findings(Validation validation) : validation_{validation} {}

    // For reading without judging: hears everything, keeps nothing.
    static Findings unheard();

    void add(Grade grade, const json::Pointer& where, std::string_view rule, std::string_view message);
    void add(Grade grade, std::string pointer, std::string_view rule, std::string_view message);

    // "must be a string, not null", under the rule wrong-type.
    void add_wrong_type(const json::Pointer& where, std::string_view expected, json::Value found);

    bool is_lenient() const { return validation_ == Validation::lenient; }

    std::vector<FieldIssue> take_errors() { return errors_.take(); }
    std::vector<FieldIssue> take_warnings() { return warnings_.take(); }

private:
    // The first 4,096, then how many more: an answer stays in proportion to its request.
    struct List {
        std::vector<FieldIssue> issues;
        std::size_t left_out = 0;

        bool is_full() const;
        std::vector<FieldIssue> take();
    };
    List& list_of(Grade grade);

    Validation validation_;
    bool is_unheard_ = false;
    List errors_, warnings_;
};

} // namespace a2a::card
