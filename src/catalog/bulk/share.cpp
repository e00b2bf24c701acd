// SPDX-License-Identifier: Apache-2.0
#include "catalog/bulk/share.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace a2a::catalog {

namespace {

// One to three bytes and how many they are, as a number.
std::uint32_t key_of(std::string_view gram)
{
    std::uint32_t key = static_cast<std::uint32_t>(gram.size());
    for (const auto byte : gram) key = key << 8U | static_cast<unsigned char>(byte);
    return key;
}

constexpr std::size_t kBytesPerPiece = 8; // of a card, at least, nearly always

class Gram {
public:
    explicit Gram(std::uint32_t key) : size_{key >= 3U << 24U ? 3U : key >= 2U << 16U ? 2U : 1U}
    {
        for (auto at = size_; at-- > 0; key >>= 8U) bytes_[at] = static_cast<char>(key & 0xFFU);
    }
    std::string_view view() const { return {bytes_.data(), size_}; }

private:
    std::array<char, kGramBytes> bytes_{};
    std::size_t size_;
};

} // namespace

Share::Share(const State& state, std::span<const Change* const> registrations, Number first)
    : registrations_{registrations}, first_{first}, book_{state.chunks}
{
}

void Share::read()
{
    std::size_t bytes = 0;
    for (const auto* change : registrations_) bytes += change->card->bytes.size();
    locals_.reserve(bytes / kBytesPerPiece); // or growing would move them several times over
    part_ends_.reserve(registrations_.size());
    names_.reserve(registrations_.size());
    auto agent = first_;
    for (const auto* change : registrations_) {
        const Projection projection{*change};
        read_text(projection.card(), agent);
        keys_.add(projection.card(), agent);
        names_.push_back(kept_.keep(projection.card().name));
        ++agent;
    }
    letters_.end();
    keys_.sort();
}

void Share::read_text(const AgentCard& card, Number agent)
{
    for_each_part(card, [&](TextField field, std::string_view text) {
        folded_.clear();
        text::append_folded(folded_, text);
        chunks_.clear();
        text::append_words(chunks_, folded_);
        probes_.clear();
        for (const auto chunk : chunks_) probes_.push_back(book_.probe(chunk));
        const auto begin = locals_.size();
        for (const auto& probe : probes_) {
            auto& word = book_.word(probe);
            if (word.letters == LetterBook::kUnread) word.letters = letters_.read(probe.text);
            letters_.add(word.letters, agent);
            for (const auto local : book_.pieces_of(word)) locals_.push_back(local);
        }
        const ranking::Part part{field, locals_.size() - begin, chunks_.size() == 1};
        parts_.push_back({.begin = static_cast<std::uint32_t>(begin),
                          .size = static_cast<std::uint32_t>(part.size),
                          .weight = ranking::weight_in(part),
                          .field = field,
                          .is_alone = part.is_alone,
                          .is_known_by_it = ranking::is_known_by_it(part)});
    });
    part_ends_.push_back(parts_.size());
}

void Share::finish()
{
    gather_fresh();
    records_.reserve(registrations_.size());
    sums_.resize(book_.pieces().size());
    for (const auto& piece : book_.pieces()) ids_.push_back(piece.id);
    std::size_t begin = 0;
    auto agent = first_;
    for (const auto* change : registrations_) {
        const auto end = part_ends_[records_.size()];
        const auto parts = std::span{parts_}.subspan(begin, end - begin);
        const auto tokens = spell_tokens(parts);
        records_.push_back(record_of(*change, names_[records_.size()], nullptr, tokens));
        gather_levels(parts, tokens, agent++);
        begin = end;
    }
    runs_.postings.sort();
    compounds_.postings.sort();
}

void Share::gather_fresh()
{
    for (const auto& piece : book_.pieces())
        if (piece.is_ours) pieces_of(piece.id).fresh.push_back(&piece);
    for (auto* pieces : {&runs_, &compounds_}) {
        // Places that are used again come in any order, but are listed in theirs.
        auto by_place = pieces->fresh;
        std::sort(by_place.begin(), by_place.end(),
                  [](const auto* a, const auto* b) { return a->id < b->id; });
        for (const auto* piece : by_place)
            for (std::size_t bytes = 1; bytes <= kGramBytes; ++bytes)
                for (std::size_t at = 0; at + bytes <= piece->text.size(); ++at)
                    pieces->grams.add(key_of(piece->text.substr(at, bytes)), piece->id >> 1U);
        pieces->grams.sort();
    }
}

// As tokens_of does for one card.
std::string_view Share::spell_tokens(std::span<const Part> parts)
{
    tokens_.clear();
    for (const auto& part : parts) {
        append_part(tokens_, part.field, part.size, part.is_alone);
        const auto before = tokens_.size();
        tokens_.resize(before + kTokenBytesMax * part.size);
        auto* end = tokens_.data() + before;
        for (const auto local : locals_of(part)) end = put_chunk(end, ids_[local]);
        tokens_.resize(static_cast<std::size_t>(end - tokens_.data()));
    }
    return tokens_;
}

// As ranking::levels_of does for one card: sums run from the lightest part to the heaviest.
void Share::gather_levels(std::span<Part> parts, std::string_view tokens, Number agent)
{
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.weight < b.weight; });
    for (const auto& part : parts) {
        for (const auto local : locals_of(part)) {
            auto& sum = sums_[local];
            if (sum.weight == 0) summed_.push_back(local);
            sum.weight += part.weight;
            if (part.is_known_by_it && (part.size == 1 || is_compound(ids_[local])))
                sum.is_known_by_it = true;
        }
    }
    const auto talk = ranking::talk(tokens);
    for (const auto local : summed_) {
        const auto sum = std::exchange(sums_[local], {});
        const auto level = ranking::level_of(sum.weight, sum.is_known_by_it, talk);
        pieces_of(ids_[local]).postings.add(local, Postings::packed({agent, level}));
    }
    summed_.clear();
}

void Share::enter_records(State& state) const
{
    std::vector<Number> numbers(records_.size());
    std::iota(numbers.begin(), numbers.end(), first_);
    state.live.append(numbers);
    for (const auto& record : records_) state.add_record(record);
}

void Share::enter_pieces(TextPieces& to, const Pieces& from) const
{
    for (const auto* piece : from.fresh) to.install_text(piece->id >> 1U, piece->text);
    from.grams.for_each([&](std::uint32_t key, std::span<const TextPieces::Place> places) {
        to.list_under(Gram{key}.view(), places);
    });
    from.postings.for_each([&](WordBook::Local local, std::span<const std::uint32_t> packed) {
        to.append(ids_[local] >> 1U, packed);
    });
}

} // namespace a2a::catalog
