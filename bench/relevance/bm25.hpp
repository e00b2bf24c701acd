// SPDX-License-Identifier: Apache-2.0
// The baseline: BM25 (k1 = 1.2, b = 0.75) as any text book has it, over each card as one bag of
// words. Words are the runs of letters and digits of the folded text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace a2a::bench {

class Bm25 {
public:
    enum class Words : std::uint8_t { any, all };

    void add(std::string id, std::string_view folded_text);

    // Ids of the best, those added earlier first among equals.
    std::vector<std::string> search(std::string_view folded_query, Words words, std::size_t limit) const;

private:
    struct Posting {
        std::uint32_t document;
        std::uint32_t occurrences;
    };
    struct Match {
        double score = 0;
        std::size_t words = 0;
    };
    std::unordered_map<std::uint32_t, Match> matches(const std::vector<std::string>& words) const;

    std::vector<std::string> ids_;
    std::vector<std::size_t> lengths_;
    std::size_t length_of_all_ = 0;
    std::unordered_map<std::string, std::vector<Posting>> postings_;
};

} // namespace a2a::bench
