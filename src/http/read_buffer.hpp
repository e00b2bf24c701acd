// SPDX-License-Identifier: Apache-2.0
// The bytes a connection has received and not used yet, in one block.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace a2a::http {

class ReadBuffer {
public:
    static constexpr std::size_t kBlockBytes = 4'096;

    std::string_view unread() const { return {block_.get() + begin_, end_ - begin_}; }
    void consume(std::size_t bytes) { begin_ += bytes; }

    // Room for at least `bytes` more. Views into what was unread die.
    std::span<char> prepare(std::size_t bytes)
    {
        if (begin_ == end_) begin_ = end_ = 0;
        if (size_ - end_ < bytes) make_room(bytes);
        return {block_.get() + end_, size_ - end_};
    }
    void commit(std::size_t bytes) { end_ += bytes; }

    // Gives a block larger than the usual one back; for a connection that falls silent.
    void shrink()
    {
        if (begin_ == end_ && size_ > kBlockBytes) *this = ReadBuffer{};
    }

private:
    void make_room(std::size_t bytes)
    {
        const auto held = end_ - begin_;
        if (size_ >= held + bytes) {
            std::memmove(block_.get(), block_.get() + begin_, held);
        } else {
            const auto size = std::max({kBlockBytes, held + bytes, 2 * size_});
            auto block = std::unique_ptr<char[]>{new char[size]}; // not value-initialised: it is overwritten
            if (held > 0) std::memcpy(block.get(), block_.get() + begin_, held);
            block_ = std::move(block);
            size_ = size;
        }
        begin_ = 0;
        end_ = held;
    }

    std::unique_ptr<char[]> block_;
    std::size_t size_ = 0;
    std::size_t begin_ = 0; // of what is unread
    std::size_t end_ = 0;
};

} // namespace a2a::http
