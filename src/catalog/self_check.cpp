// SPDX-License-Identifier: Apache-2.0
// Promise P5: the records, read again from their cards' bytes, against every index.
#include "card/card.hpp"
#include "catalog/state.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace a2a::catalog {

namespace {

constexpr std::array<std::string_view, kIndexCount> kIndexNames{
    "skills",     "tags",        "capabilities", "transport",      "protocol_version",  "provider",
    "extensions", "input_modes", "output_modes", "version_prefix", "transport_version", "is_signed",
};

class Check {
public:
    Check(const State& state, std::stop_token stop) : state_{state}, stop_{std::move(stop)} {}

    std::vector<std::string> run()
    {
        for (std::size_t i = 0; i < state_.records.size() && !stop_.stop_requested(); ++i)
            read(static_cast<Number>(i));
        if (stop_.stop_requested()) return std::move(faults_);
        if (!(seen_ == state_.live)) fault("the set of live agents differs from the records");
        if (state_.by_id.size() != seen_.size()) fault("the table of ids has a wrong size");
        if (state_.card_bytes != card_bytes_) fault("the sum of card bytes is wrong");
        for (std::size_t i = 0; i < kIndexCount; ++i) compare(kIndexNames[i], state_.indexes[i], index_[i]);
        check_chunks();
        return std::move(faults_);
    }

private:
    void fault(std::string line) { faults_.push_back(std::move(line)); }

    void read(Number number)
    {
        const auto& record = state_.records[number];
        if (!record) return;
        seen_.insert(number);
        card_bytes_ += record->card_bytes;
        const auto card = card::project(record->card());
        for (const auto& key : keys_of(card))
            index_[static_cast<std::size_t>(key.index)].add(key.value, number);
        const FoldedCard text{card};
        for (const auto& letters : letters_of(text)) letters_.add(letters, number);
        if (state_.number_of(record->id) != number)
            fault("agent " + std::to_string(number) + " is not found by its id");
        check_record(*record, card.name, text);
        if (state_.sort_keys[number] != SortKeys::of(*record))
            fault("agent " + std::to_string(number) + " is sorted by what it does not have");
        if (record->first_revision < newest_ && state_.in_order())
            fault("agent " + std::to_string(number) + " is out of order");
        newest_ = std::max(newest_, record->first_revision);
    }

    void check_record(const Record& record, std::string_view name, const FoldedCard& text)
    {
        const Registration registration{.id = record.id,
                                        .revision = record.revision,
                                        .first_revision = record.first_revision,
                                        .registered_at = record.registered_at,
                                        .updated_at = record.updated_at,
                                        .modified_at = record.modified_at,
                                        .digest = digest_of(record.card())};
        ChunkDraft draft{state_.chunks};
        const auto again = make_record(registration, name, record.card(), tokens_of(text, draft));
        if (again->body != record.body || again->digest != record.digest || again->tokens != record.tokens ||
            again->folded_name != record.folded_name)
            fault("the record of agent " + std::string{record.id} + " does not follow from its card");
    }

    void compare(std::string_view name, const Index& held, const Index& rightly)
    {
        if (stop_.stop_requested()) return;
        if (held.size() != rightly.size())
            fault(std::string{name} + ": " + std::to_string(held.size()) + " values instead of " +
                  std::to_string(rightly.size()));
        differ(name, held, rightly, " lists what does not have it: ");
        differ(name, rightly, held, " misses what has it: ");
    }

    // Every agent of every value in `left` that `right` does not list there.
    void differ(std::string_view name, const Index& left, const Index& right, std::string_view what)
    {
        for (std::size_t place = 0; place < left.terms().size(); ++place) {
            const auto& term = left.terms()[place];
            subtract(term.agents, right.find(term.value)).for_each([&](Number number) {
                fault(std::string{name} + ": \"" + term.value + '"' + std::string{what} +
                      std::to_string(number));
            });
        }
    }

    // The vocabulary holds what the records' tokens name, neither more nor less.
    void check_chunks()
    {
        using Rightly = std::vector<std::vector<Postings::Posting>>;
        Rightly runs(state_.chunks.runs.texts().size());
        Rightly compounds(state_.chunks.compounds.texts().size());
        seen_.for_each([&](Number number) {
            for (const auto& [chunk, level] : ranking::levels_of(state_.records[number]->tokens))
                (is_compound(chunk) ? compounds : runs)[chunk >> 1U].push_back({number, level});
        });
        compare("letters", state_.chunks.letters, letters_);
        check_pieces("run", state_.chunks.runs, runs);
        check_pieces("compound", state_.chunks.compounds, compounds);
    }

    void check_pieces(const std::string& kind, const TextPieces& pieces,
                      const std::vector<std::vector<Postings::Posting>>& rightly)
    {
        const std::set<TextPieces::Place> emptied{pieces.emptied().begin(), pieces.emptied().end()};
        Index grams;
        std::size_t used = 0;
        for (TextPieces::Place place = 0; place < rightly.size(); ++place) {
            if (stop_.stop_requested()) return;
            const auto text = pieces.texts()[place].view();
            const auto name = "the " + kind + " \"" + std::string{text} + '"';
            std::vector<Postings::Posting> held;
            pieces.postings()[place].for_each([&](Number agent, Level level) {
                held.push_back({agent, level});
            });
            if (held != rightly[place]) fault(name + " lists wrong agents");
            if (text.empty() != held.empty() && !emptied.contains(place)) fault(name + " is kept for nobody");
            if (text.empty()) continue;
            ++used;
            if (pieces.find(text) != place) fault(name + " is not found");
            for (const auto gram : grams_of(text)) grams.add(gram, place);
        }
        if (used != pieces.size()) fault("the table of " + kind + "s has a wrong size");
        compare("grams of " + kind + 's', pieces.grams(), grams);
    }

    const State& state_;
    const std::stop_token stop_;
    std::array<Index, kIndexCount> index_; // as it should be
    Index letters_;                        // likewise
    Numbers seen_;
    std::size_t card_bytes_ = 0;
    Revision newest_ = 0;
    std::vector<std::string> faults_;
};

} // namespace

std::vector<std::string> faults_of(const State& state, std::stop_token stop)
{
    return Check{state, std::move(stop)}.run();
}

} // namespace a2a::catalog
