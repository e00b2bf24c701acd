// SPDX-License-Identifier: Apache-2.0
// One thread's share of the agents that are registered together: everything about them that
// the indexes want to know, gathered by what they are found by.
//
// Four steps: read() on any thread; number() one share after the other; finish() on any thread
// again; then the enter functions, which are the only ones that change anything but the share.
#pragma once

#include "catalog/bulk/groups.hpp"
#include "catalog/bulk/kept_texts.hpp"
#include "catalog/bulk/key_book.hpp"
#include "catalog/bulk/letter_book.hpp"
#include "catalog/bulk/word_book.hpp"
#include "catalog/state.hpp"
#include "catalog/text/ranking.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace a2a::catalog {

class Share {
public:
    // `registrations` are changes of agents that are not there, to be numbered from `first` on. They and the
    // state must stay as they are until finish() is through.
    Share(const State& state, std::span<const Change* const> registrations, Number first);

    void read();
    void number(FreshNumbers& numbers) { book_.number(numbers); }
    void finish();

    // Each touches a part of the state of its own.
    void enter_records(State& state) const;
    void enter_keys(State& state) const { keys_.enter(state.indexes); }
    void enter_letters(State& state) const { letters_.enter(state.chunks.letters); }
    void enter_runs(State& state) const { enter_pieces(state.chunks.runs, runs_); }
    void enter_compounds(State& state) const { enter_pieces(state.chunks.compounds, compounds_); }

private:
    struct Part {                // small, because a share has a hundred thousand
        std::uint32_t begin = 0; // in locals_
        std::uint32_t size = 0;
        float weight = 0;
        TextField field = TextField::name;
        bool is_alone = false;
        bool is_known_by_it = false;
    };
    // What becomes of the runs, or of the compounds.
    struct Pieces {
        std::vector<const WordBook::Piece*> fresh; // in order of their numbers
        Groups grams;                              // spelled as numbers → places
        Groups postings;                           // pieces of the book → agents and levels
    };

    void read_text(const AgentCard& card, Number agent);
    void gather_fresh();
    void gather_levels(std::span<Part> parts, std::string_view tokens, Number agent);
    std::string_view spell_tokens(std::span<const Part> parts);
    void enter_pieces(TextPieces& to, const Pieces& from) const;
    std::span<const WordBook::Local> locals_of(const Part& part) const
    {
        return std::span{locals_}.subspan(part.begin, part.size);
    }
    Pieces& pieces_of(ChunkId chunk) { return is_compound(chunk) ? compounds_ : runs_; }

    std::span<const Change* const> registrations_;
    const Number first_;
    WordBook book_;
    KeyBook keys_;
    LetterBook letters_;
    std::vector<Part> parts_;
    std::vector<std::size_t> part_ends_; // by card
    std::vector<WordBook::Local> locals_;
    KeptTexts kept_;
    std::vector<std::string_view> names_; // by card
    std::vector<RecordPtr> records_;
    Pieces runs_, compounds_;

    // What is used again for every card.
    struct Sum {
        float weight = 0;
        bool is_known_by_it = false;
    };
    std::vector<Sum> sums_;    // by piece of the book
    std::vector<ChunkId> ids_; // likewise
    std::vector<WordBook::Local> summed_;
    std::string folded_, tokens_;
    std::vector<std::string_view> chunks_;
    std::vector<WordBook::Words::Probe> probes_;
};

} // namespace a2a::catalog
