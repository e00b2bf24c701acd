// SPDX-License-Identifier: Apache-2.0
#include "api/whole_list.hpp"

#include "api/render.hpp"
#include "http/gzip_join.hpp"

#include <string>
#include <utility>

namespace a2a::api {
namespace {

using http::BodyCache;

// No target of a request begins like these.
constexpr std::string_view kCards = " cards", kItems = " items";

std::string key_of(BodyCache::Kind kind, std::string_view what, std::uint64_t chunk)
{
    return BodyCache::key(kind, what, std::to_string(chunk));
}

// The bytes that the cache has under this key, or those that `make` makes.
template <class Make>
Bytes kept(BodyCache& cache, std::string key, Make make)
{
    if (auto found = cache.find(key)) return *std::move(found);
    Bytes made{make()};
    cache.put(std::move(key), made);
    return made;
}

} // namespace

// What the list consists of: texts of ours around chunks.
struct WholeList::Made {
    Made(BodyCache& made_in, Revision made_for) : cache{made_in}, revision{made_for} {}

    struct Part {
        Bytes text;
        std::string_view what; // kCards or kItems; "" = a text of ours
        std::uint64_t chunk = 0;
    };
    void add(Bytes text, std::string_view what = {}, std::uint64_t chunk = 0)
    {
        bytes += text.size();
        parts.push_back({std::move(text), what, chunk});
    }

    Bytes gzipped() const
    {
        const std::lock_guard lock{mutex};
        if (joined.empty()) joined = join();
        return joined;
    }
    Bytes join() const
    {
        http::GzipJoin join;
        for (const auto& part : parts) {
            if (part.what.empty())
                join.add_stored(part.text.view());
            else
                join.add(kept(cache, key_of(BodyCache::Kind::compressed, part.what, part.chunk),
                              [&] { return http::deflate_part(part.text.view()); }));
        }
        return join.finish();
    }

    BodyCache& cache;
    const Revision revision;
    std::vector<Part> parts;
    std::size_t bytes = 0;
    mutable std::mutex mutex;
    mutable Bytes joined; // guarded by mutex; empty until it is asked for
};

std::optional<WholeList::List> WholeList::of(const Catalog& catalog, const Wanted& wanted)
{
    const std::lock_guard lock{mutex_};
    if (last_ && last_->revision >= wanted.not_before) return list_of(last_);
    auto roll = catalog.roll();
    if (roll.size() > wanted.agents_max) {
        follow({}); // it would hold agents that are there no more
        return std::nullopt;
    }
    follow(std::move(roll));
    auto made = make(roll_, wanted.history);
    if (made->bytes <= bytes_max_) last_ = made;
    return list_of(std::move(made));
}

// Numbers the chunks that are not as they were, and lets the cache forget what they were.
void WholeList::follow(Roll roll)
{
    const auto before = std::exchange(chunks_, {});
    bool begins_list = true;
    for (std::size_t at = 0; at < roll.groups(); ++at) {
        const bool is_shared = roll.shares_group(at, roll_);
        if (is_shared && before[at].begins_list == begins_list)
            chunks_.push_back(before[at]);
        else
            chunks_.push_back({roll.group(at).empty() ? 0 : ++chunks_numbered_, begins_list});
        begins_list = begins_list && chunks_.back().number == 0;
    }
    for (std::size_t at = 0; at < before.size(); ++at)
        if (at >= chunks_.size() || chunks_[at].number != before[at].number) erase(before[at]);
    roll_ = std::move(roll);
    last_ = nullptr;
}

void WholeList::erase(const Chunk& chunk)
{
    for (const auto kind : {BodyCache::Kind::rendered, BodyCache::Kind::compressed})
        for (const auto what : {kCards, kItems}) cache_.erase(key_of(kind, what, chunk.number));
}

std::shared_ptr<const WholeList::Made> WholeList::make(const Roll& roll, std::string_view history) const
{
    auto made = std::make_shared<Made>(cache_, roll.revision());
    const auto add_chunks = [&](std::string_view what, auto append) {
        for (std::size_t at = 0; at < chunks_.size(); ++at) {
            const auto& chunk = chunks_[at];
            if (chunk.number == 0) continue;
            auto text = kept(cache_, key_of(BodyCache::Kind::rendered, what, chunk.number), [&] {
                std::string out = chunk.begins_list ? "" : ",";
                append(out, roll.group(at));
                return out;
            });
            made->add(std::move(text), what, chunk.number);
        }
    };
    made->add(Bytes::of_static(R"({"agents":[)"));
    add_chunks(kCards, [](std::string& out, const auto& agents) { append_cards(out, agents); });
    made->add(Bytes::of_static(R"(],"items":[)"));
    add_chunks(kItems, [&](std::string& out, const auto& agents) { append_items(out, agents, history); });
    made->add(Bytes{"]" + rest_of_list(roll.size(), roll.size(), {})});
    return made;
}

WholeList::List WholeList::list_of(std::shared_ptr<const Made> made)
{
    List list{.revision = made->revision, .plain = {}, .gzipped = {}};
    list.plain.pieces.reserve(made->parts.size());
    // Kept by what all of them belong to: hundreds of counts would be as many cache misses an answer.
    for (const auto& part : made->parts) list.plain.pieces.emplace_back(made, part.text.view());
    list.gzipped = http::Body{[made = std::move(made)] { return http::Body::Pieces{made->gzipped()}; }};
    return list;
}

} // namespace a2a::api
