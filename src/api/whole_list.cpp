// SPDX-License-Identifier: Apache-2.0
#include "api/whole_list.hpp"

#include "api/render.hpp"
#include "http/gzip_join.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace a2a::api {
namespace {

using http::BodyCache;

constexpr std::uint64_t kAgentsPerChunk = 256; // on average
constexpr std::size_t kAgentsPerChunkMax = 2048;

// Whether an agent begins a chunk: one in 256 does, whatever stands around it.
bool begins_chunk(const Record& record)
{
    constexpr std::uint64_t kGoldenRatio = 0x9E37'79B9'7F4A'7C15; // spreads numbers that follow each other
    return (record.first_revision * kGoldenRatio) >> 56U == 0;
}
static_assert(kAgentsPerChunk == 1U << (64U - 56U));

struct Chunk {
    std::span<const RecordPtr> hits;
    // Which agents in which version, and whether a comma stands before them: all that its bytes depend on.
    std::string version;
};

// Looks at every agent once: of ten thousand, most are not in the processor's caches.
std::vector<Chunk> chunks_of(std::span<const RecordPtr> hits)
{
    std::vector<Chunk> chunks;
    for (std::size_t i = 0, begin = 0; i < hits.size(); ++i) {
        if (i == begin || i - begin == kAgentsPerChunkMax || begins_chunk(*hits[i])) {
            chunks.push_back({.hits = {}, .version = i == 0 ? "1" : "0"});
            begin = i;
        }
        auto& chunk = chunks.back();
        chunk.hits = hits.subspan(begin, i + 1 - begin);
        const auto& revision = hits[i]->revision;
        chunk.version.append(reinterpret_cast<const char*>(&revision), sizeof revision); // its bytes
    }
    return chunks;
}

// The bytes of `kind` that the cache has of this version, or those that `make` makes.
template <class Make>
Bytes kept(BodyCache& cache, BodyCache::Kind kind, std::string_view what, const std::string& version,
           Make make)
{
    auto key = BodyCache::key(kind, what, version);
    if (auto found = cache.find(key)) return *std::move(found);
    Bytes made{make()};
    cache.put(std::move(key), made);
    return made;
}

// No target of a request begins like these.
constexpr std::string_view kCards = " cards", kItems = " items";

} // namespace

// What the list consists of: texts of ours around chunks.
struct WholeList::Made {
    Made(BodyCache& made_in, Revision made_for) : cache{made_in}, revision{made_for} {}

    struct Part {
        Bytes text;
        std::string_view what; // kCards or kItems; "" = a text of ours
        std::string version;
    };

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
                join.add(kept(cache, BodyCache::Kind::compressed, part.what, part.version,
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

std::optional<WholeList::Bodies> WholeList::made_for(Revision revision) const
{
    const std::lock_guard lock{mutex_};
    if (!last_ || last_->revision != revision) return std::nullopt;
    return bodies_of(last_);
}

WholeList::Bodies WholeList::make(Revision revision, std::span<const RecordPtr> hits,
                                  std::string_view history)
{
    auto made = std::make_shared<Made>(cache_, revision);
    const auto add = [&](Bytes text, std::string_view what = {}, std::string version = {}) {
        made->bytes += text.size();
        made->parts.push_back({std::move(text), what, std::move(version)});
    };
    const auto chunks = chunks_of(hits);
    const auto add_chunks = [&](std::string_view what, auto append) {
        for (const auto& chunk : chunks) {
            auto text = kept(cache_, BodyCache::Kind::rendered, what, chunk.version, [&] {
                std::string out = chunk.hits.begin() == hits.begin() ? "" : ",";
                append(out, chunk.hits);
                return out;
            });
            add(std::move(text), what, chunk.version);
        }
    };
    add(Bytes::of_static(R"({"agents":[)"));
    add_chunks(kCards, [](std::string& out, auto chunk) { append_cards(out, chunk); });
    add(Bytes::of_static(R"(],"items":[)"));
    add_chunks(kItems, [&](std::string& out, auto chunk) { append_items(out, chunk, history); });
    add(Bytes{"]" + rest_of_list(hits.size(), hits.size(), {})});
    if (made->bytes <= bytes_max_) {
        const std::lock_guard lock{mutex_};
        if (!last_ || last_->revision < revision) last_ = made;
    }
    return bodies_of(std::move(made));
}

WholeList::Bodies WholeList::bodies_of(std::shared_ptr<const Made> made)
{
    Bodies bodies;
    bodies.plain.pieces.reserve(made->parts.size());
    for (const auto& part : made->parts) bodies.plain.pieces.push_back(part.text);
    bodies.gzipped = http::Body{[made = std::move(made)] { return http::Body::Pieces{made->gzipped()}; }};
    return bodies;
}

} // namespace a2a::api
