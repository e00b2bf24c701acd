// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/word_book.hpp"

namespace a2a::catalog {

FreshNumbers::Numbered FreshNumbers::number(std::string_view text, bool compound)
{
    auto& ids = compound ? compounds_ : runs_;
    const auto& pieces = compound ? chunks_.compounds : chunks_.runs;
    if (const auto* known = ids.find(text)) return {*known, false};
    const auto id = pieces.place_of_new(ids.size()) << 1U | (compound ? 1U : 0U);
    return {ids.add(text, id), true};
}

WordBook::Word& WordBook::word(const Words::Probe& chunk)
{
    if (auto* known = words_.find(chunk)) return *known;
    return words_.add(chunk, take_to_pieces(chunk.text));
}

void WordBook::number(FreshNumbers& numbers)
{
    for (auto& piece : pieces_) {
        if (!piece.is_fresh) continue;
        const auto [id, is_new] = numbers.number(piece.text, is_compound(piece.id));
        piece.id = id;
        piece.is_ours = is_new;
    }
}

WordBook::Word WordBook::take_to_pieces(std::string_view chunk)
{
    std::vector<Local> locals;
    if (has_punctuation(chunk)) {
        for_each_run(chunk, [&](std::string_view run) { locals.push_back(locals_[word(probe(run)).begin]); });
        locals.push_back(add(chunk, true));
    } else {
        locals.push_back(add(chunk, false));
    }
    const Word made{.begin = static_cast<std::uint32_t>(locals_.size()),
                    .size = static_cast<std::uint32_t>(locals.size()),
                    .letters = LetterBook::kUnread};
    locals_.insert(locals_.end(), locals.begin(), locals.end());
    return made;
}

WordBook::Local WordBook::add(std::string_view text, bool compound)
{
    const auto known = (compound ? chunks_->compounds : chunks_->runs).find(text);
    const ChunkId kind = compound ? 1 : 0;
    pieces_.push_back({.text = texts_.keep(text),
                       .id = known.value_or(0) << 1U | kind,
                       .is_fresh = !known,
                       .is_ours = false});
    return static_cast<Local>(pieces_.size() - 1);
}

} // namespace a2a::catalog
