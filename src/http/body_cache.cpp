// SPDX-License-Identifier: Apache-2.0
#include "http/body_cache.hpp"

#include <libdeflate.h>

#include <iterator>
#include <memory>
#include <new>

namespace a2a::http {
namespace {

constexpr int kLevel = 6;
constexpr std::size_t kEntryOverhead = 160; // list node, map slot, strings' headers

} // namespace

std::optional<Bytes> BodyCache::find(std::string_view key)
{
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        ++figures_of(key).misses;
        return std::nullopt;
    }
    ++figures_of(key).hits;
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return found->second->bytes;
}

void BodyCache::put(std::string key, Bytes bytes)
{
    const std::lock_guard lock{mutex_};
    if (by_key_.contains(key)) return; // another worker was faster
    Entry entry{std::move(key), std::move(bytes)};
    if (cost(entry) > bytes_max_) return;
    by_use_.push_front(std::move(entry));
    by_key_.emplace(by_use_.front().key, by_use_.begin());
    figures_of(by_use_.front().key).bytes += cost(by_use_.front());
    while (rendered_.bytes + compressed_.bytes > bytes_max_) drop(std::prev(by_use_.end()));
}

void BodyCache::erase(std::string_view key)
{
    const std::lock_guard lock{mutex_};
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) drop(found->second);
}

void BodyCache::drop(std::list<Entry>::iterator entry)
{
    figures_of(entry->key).bytes -= cost(*entry);
    by_key_.erase(entry->key);
    by_use_.erase(entry);
}

BodyCache::Figures BodyCache::figures(Kind kind) const
{
    const std::lock_guard lock{mutex_};
    return kind == Kind::rendered ? rendered_ : compressed_;
}

std::string BodyCache::key(Kind kind, std::string_view target, std::string_view etag)
{
    std::string key(1, static_cast<char>(kind));
    key.append(target).append(1, ' ').append(etag);
    return key;
}

std::size_t BodyCache::cost(const Entry& entry)
{
    return entry.key.size() + entry.bytes.size() + kEntryOverhead;
}

Bytes gzip(std::string_view bytes)
{
    struct Free {
        void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
    };
    thread_local const std::unique_ptr<libdeflate_compressor, Free> compressor{
        libdeflate_alloc_compressor(kLevel)};
    if (compressor == nullptr) throw std::bad_alloc{};
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    const auto size =
        libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size());
    out.resize(size);
    out.shrink_to_fit();
    return Bytes{std::move(out)};
}

} // namespace a2a::http
