// SPDX-License-Identifier: Apache-2.0
#include "contract/wire.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace a2a::contract {
namespace {

class Connection {
public:
    explicit Connection(const Address& address)
        : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(address.port);
        const timeval patience{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const auto* any = static_cast<const void*>(&to);
        if (::inet_pton(AF_INET, address.host.c_str(), &to.sin_addr) != 1 ||
            ::connect(descriptor_, static_cast<const sockaddr*>(any), sizeof to) != 0)
            throw std::runtime_error{"cannot connect"};
    }
    ~Connection() { ::close(descriptor_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // A server may refuse before it has read everything: then the answer still counts.
    void send(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    std::string read_all() const
    {
        std::string all;
        std::array<char, 65'536> piece{};
        for (;;) {
            const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
            if (got <= 0) return all;
            all.append(piece.data(), static_cast<std::size_t>(got));
        }
    }

private:
    int descriptor_;
};

std::string_view take_line(std::string_view& text)
{
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) throw std::runtime_error{"the answer breaks off"};
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

std::string without_chunks(std::string_view body)
{
    std::string whole;
    for (;;) {
        const auto line = take_line(body);
        std::size_t size = 0;
        std::from_chars(line.data(), line.data() + line.size(), size, 16);
        if (size == 0) return whole;
        if (body.size() < size + 2) throw std::runtime_error{"a chunk breaks off"};
        whole += body.substr(0, size);
        body.remove_prefix(size + 2);
    }
}

} // namespace

Address address_of(std::string_view url)
{
    constexpr std::string_view kScheme = "http://";
    const auto colon = url.rfind(':');
    Address address;
    if (!url.starts_with(kScheme) || colon <= kScheme.size())
        throw std::runtime_error{"not http://address:port"};
    address.host = url.substr(kScheme.size(), colon - kScheme.size());
    std::from_chars(url.data() + colon + 1, url.data() + url.size(), address.port);
    return address;
}

const std::string* Answer::header(std::string_view name) const
{
    for (const auto& [own, value] : headers)
        if (text::equal_ignoring_ascii_case(own, name)) return &value;
    return nullptr;
}

Answer exchange(const Address& address, std::string_view message, bool is_head)
{
    const Connection connection{address};
    connection.send(message);
    const auto bytes = connection.read_all();
    std::string_view rest = bytes;
    Answer answer;
    const auto first = take_line(rest);
    if (!first.starts_with("HTTP/1.1 ")) throw std::runtime_error{"no HTTP answer: " + std::string{first}};
    std::from_chars(first.data() + 9, first.data() + first.size(), answer.status);
    for (auto line = take_line(rest); !line.empty(); line = take_line(rest)) {
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos)
            throw std::runtime_error{"no header field: " + std::string{line}};
        answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    const auto* coding = answer.header("Transfer-Encoding");
    answer.body = coding != nullptr && !is_head ? without_chunks(rest) : std::string{rest};
    const auto* length = answer.header("Content-Length");
    if (length != nullptr && !is_head && *length != std::to_string(answer.body.size()))
        throw std::runtime_error{"Content-Length is " + *length + ", not " +
                                 std::to_string(answer.body.size())};
    return answer;
}

std::string gunzip(std::string_view bytes)
{
    z_stream stream{};
    constexpr int kGzipOnly = 15 + 16;
    if (inflateInit2(&stream, kGzipOnly) != Z_OK) throw std::runtime_error{"zlib does not start"};
    std::string in{bytes};
    std::string out;
    std::array<char, 65'536> piece{};
    stream.next_in = static_cast<Bytef*>(static_cast<void*>(in.data()));
    stream.avail_in = static_cast<uInt>(in.size());
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = static_cast<Bytef*>(static_cast<void*>(piece.data()));
        stream.avail_out = piece.size();
        result = inflate(&stream, Z_NO_FLUSH);
        out.append(piece.data(), piece.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END || stream.avail_in != 0)
        throw std::runtime_error{"the body is not one gzip member"};
    return out;
}

} // namespace a2a::contract
