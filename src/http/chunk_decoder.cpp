// SPDX-License-Identifier: Apache-2.0
#include "http/chunk_decoder.hpp"

#include "http/syntax.hpp"

#include <algorithm>
#include <charconv>

namespace a2a::http {
namespace {

constexpr std::size_t kSizeDigits = 16;

// Takes a quoted string off the front (RFC 9110 section 5.6.4). False when it is none.
bool take_quoted(std::string_view& text)
{
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        if (text.front() == '\\') text.remove_prefix(1);
        if (text.empty() || !is_field_char(text.front())) return false;
        text.remove_prefix(1);
    }
    if (text.empty()) return false;
    text.remove_prefix(1);
    return true;
}

// Takes a mark and the blanks around it. Blanks without the mark stay where they are.
bool take_mark(std::string_view& text, char mark)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos || text[first] != mark) return false;
    text.remove_prefix(first + 1);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return true;
}

bool take_token(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), is_token_char);
    const auto length = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(length);
    return length > 0;
}

// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ), RFC 9112 section 7.1.1.
bool are_extensions(std::string_view text)
{
    while (!text.empty()) {
        if (!take_mark(text, ';') || !take_token(text)) return false;
        if (take_mark(text, '=') && (text.starts_with('"') ? !take_quoted(text) : !take_token(text)))
            return false;
    }
    return true;
}

} // namespace

std::size_t ChunkDecoder::feed(std::string_view in, std::string& out)
{
    std::size_t used = 0;
    while (used < in.size() && state_ != State::done && !refusal_) {
        const auto rest = in.substr(used);
        switch (state_) {
        case State::size_line:
            used += take_line(rest, kSizeDigits + limits_->chunk_extension_bytes, State::size_lf);
            break;
        case State::trailer_line:
            used += take_line(rest, limits_->trailer_bytes, State::trailer_lf);
            break;
        case State::data:
            used += take_data(rest, out);
            break;
        case State::data_cr:
            if (rest.front() != '\r')
                refuse(Status::bad_request, "bad-request", "a chunk is longer than its size says");
            state_ = State::data_lf;
            ++used;
            break;
        case State::size_lf:
        case State::data_lf:
        case State::trailer_lf:
            if (rest.front() != '\n') {
                refuse(Status::bad_request, "bad-request", "a CR without LF in a chunked body");
            } else if (state_ == State::size_lf) {
                end_size_line();
            } else if (state_ == State::data_lf) {
                state_ = State::size_line;
            } else {
                end_trailer_line();
            }
            ++used;
            break;
        case State::done:
            break;
        }
    }
    return used;
}

// Collects a line up to its CR. Both kinds of line have the same characters.
std::size_t ChunkDecoder::take_line(std::string_view in, std::size_t bytes_max, State next)
{
    const auto end = std::find_if_not(in.begin(), in.end(), is_field_char);
    const auto length = static_cast<std::size_t>(end - in.begin());
    line_.append(in, 0, std::min(length, bytes_max + 1 - std::min(line_.size(), bytes_max)));
    if (line_.size() > bytes_max) {
        if (next == State::trailer_lf)
            refuse(Status::header_fields_too_large, "trailer-too-large", "the trailer section is too large");
        else
            refuse(Status::bad_request, "bad-request", "a chunk extension is too long");
        return length;
    }
    if (end == in.end()) return length;
    if (*end != '\r') refuse(Status::bad_request, "bad-request", "a control character in a chunked body");
    state_ = next;
    return length + 1;
}

std::size_t ChunkDecoder::take_data(std::string_view in, std::string& out)
{
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size()));
    out.append(in, 0, length);
    left_ -= length;
    if (left_ == 0) state_ = State::data_cr;
    return length;
}

void ChunkDecoder::end_size_line()
{
    std::uint64_t size = 0;
    const auto* const begin = line_.data();
    const auto [end, error] = std::from_chars(begin, begin + line_.size(), size, 16);
    const auto digits = static_cast<std::size_t>(end - begin);
    const auto extensions = std::string_view{line_}.substr(digits);
    if (error != std::errc{} || digits > kSizeDigits || size >> 63 != 0 || !are_extensions(extensions))
        return refuse(Status::bad_request, "bad-request", "a chunk has no valid size or extension");
    extension_bytes_ += extensions.size();
    if (extensions.size() > limits_->chunk_extension_bytes ||
        extension_bytes_ > limits_->chunk_extension_bytes_all)
        return refuse(Status::bad_request, "bad-request", "the chunk extensions are too long");
    if (size > 0 && ++chunks_ > limits_->chunks)
        return refuse(Status::bad_request, "bad-request", "too many chunks");
    line_.clear();
    left_ = size;
    state_ = size > 0 ? State::data : State::trailer_line;
}

void ChunkDecoder::end_trailer_line()
{
    if (line_.empty()) {
        state_ = State::done;
        return;
    }
    trailer_bytes_ += line_.size() + 2;
    if (trailer_bytes_ > limits_->trailer_bytes)
        return refuse(Status::header_fields_too_large, "trailer-too-large",
                      "the trailer section is too large");
    if (!is_token(std::string_view{line_}.substr(0, line_.find(':'))) || line_.find(':') == std::string::npos)
        return refuse(Status::bad_request, "bad-request", "a trailer field has no valid name");
    line_.clear();
    state_ = State::trailer_line;
}

void ChunkDecoder::refuse(Status status, std::string_view slug, std::string_view detail)
{
    if (!refusal_) refusal_ = Refusal{status, slug, detail};
}

} // namespace a2a::http
