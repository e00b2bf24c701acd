// SPDX-License-Identifier: Apache-2.0
// The words of many cards, each distinct one taken to pieces and looked up once. Pieces are
// named by small numbers of the book's own, so that whoever counts them needs no hashing.
#pragma once

#include "catalog/bulk/kept_texts.hpp"
#include "catalog/bulk/letter_book.hpp"
#include "catalog/bulk/text_map.hpp"
#include "catalog/text/chunks.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace a2a::catalog {

// Numbers the pieces of text that cards bring along, in the order of their first use, when
// several books find the same ones.
class FreshNumbers {
public:
    // The chunks must not change while it is used.
    explicit FreshNumbers(const Chunks& chunks) : chunks_{chunks} {}

    struct Numbered {
        ChunkId id = 0;
        bool is_new = false; // the first time it was asked for
    };
    // Of a text that is not one of the chunks.
    Numbered number(std::string_view text, bool compound);

private:
    const Chunks& chunks_;
    TextMap<ChunkId> runs_, compounds_;
};

class WordBook {
public:
    using Local = std::uint32_t; // names a piece

    struct Piece {
        std::string_view text;
        ChunkId id = 0;        // its kind alone until a fresh one is numbered
        bool is_fresh = false; // no card before those of this book had it
        bool is_ours = false;  // fresh, and no other book numbered it before
    };
    struct Word {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
        LetterBook::WordNumber letters = LetterBook::kUnread; // for the reader of the book
    };
    using Words = TextMap<Word>;

    // The chunks must not change while words are asked for.
    explicit WordBook(const Chunks& chunks) : chunks_{&chunks} {}

    // Of a folded chunk, to be asked for soon.
    Words::Probe probe(std::string_view chunk) const { return words_.probe(chunk); }
    // Valid until the next is asked for.
    Word& word(const Words::Probe& chunk);

    // Its runs, in order, then itself if it is a compound.
    std::span<const Local> pieces_of(const Word& word) const
    {
        return std::span{locals_}.subspan(word.begin, word.size);
    }
    const std::vector<Piece>& pieces() const { return pieces_; }

    void number(FreshNumbers& numbers);

private:
    Word take_to_pieces(std::string_view chunk);
    Local add(std::string_view text, bool compound);

    const Chunks* chunks_;
    KeptTexts texts_;
    Words words_; // and runs
    std::vector<Piece> pieces_;
    std::vector<Local> locals_; // of all words
};

} // namespace a2a::catalog
