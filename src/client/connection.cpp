// SPDX-License-Identifier: Apache-2.0
#include "client/connection.hpp"

#include "base/text.hpp"
#include "client/gunzip.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <optional>

namespace a2a::client {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint32_t kHeaderBytesMax = 64 * 1024;
constexpr int kInterimAnswersMax = 8; // 1xx before the answer proper

// What an operation ended with; shared, because a name look-up may outlive the call that began it.
using Outcome = std::shared_ptr<std::optional<error_code>>;

struct Note {
    Outcome outcome;

    template <class... Rest>
    void operator()(error_code fault, Rest&&...) const
    {
        *outcome = fault;
    }
};

http::request<http::string_body> encode(const Request& request, const BaseUrl& server)
{
    http::request<http::string_body> message;
    message.version(11);
    message.method_string(request.method);
    message.target(server.prefix + request.target);
    message.set(http::field::host, server.authority);
    message.set(http::field::user_agent, "a2a-registry-client");
    for (const auto& [name, value] : request.fields) message.set(name, value);
    message.body() = request.body;
    message.prepare_payload();
    return message;
}

// Fails with a sentence about the body when it is not what its Content-Encoding says.
Result<Response> decode(http::response<http::string_body>&& message, std::size_t bytes_max)
{
    Response response{.status = message.result_int(),
                      .etag = message[http::field::etag],
                      .retry_after = message[http::field::retry_after],
                      .cache_control = message[http::field::cache_control],
                      .age = message[http::field::age]};
    const std::string_view coding = message[http::field::content_encoding];
    if (coding.empty() || message.body().empty()) {
        response.body = std::move(message.body());
        return response;
    }
    if (!text::equal_ignoring_ascii_case(coding, "gzip"))
        return Error{Errc::unavailable, "answers in a content coding that nobody asked for"};
    auto body = gunzip(message.body(), bytes_max);
    if (!body) return std::move(body).error();
    response.body = *std::move(body);
    return response;
}

std::vector<tcp::endpoint> endpoints_of(const tcp::resolver::results_type& results)
{
    std::vector<tcp::endpoint> endpoints;
    for (const auto& result : results) endpoints.push_back(result.endpoint());
    return endpoints;
}

} // namespace

struct Connection::State {
    State(BaseUrl url, Limits bounds) : server{std::move(url)}, limits{bounds} {}

    const BaseUrl server;
    const Limits limits;
    asio::io_context io{1};
    tcp::resolver resolver{io};
    tcp::socket socket{io};
    boost::beast::flat_buffer buffer;

    template <class Start>
    error_code await(Deadline deadline, Start start);

    Failure failed(Failure::When when, std::string_view doing, error_code fault) const;
    std::optional<Failure> open(Deadline deadline);
    error_code resolve(std::vector<tcp::endpoint>& endpoints, Deadline deadline);
    bool usable();
    void close();
    template <class Parser>
    error_code receive(Parser& parser, Deadline deadline);
    boost::system::result<Response, Failure> read(bool reused, Deadline deadline);
};

// Starts one operation and runs it to its end. On a deadline what the socket does is cancelled
// and waited for, because its buffers are in the caller's frame; a name look-up is left behind.
template <class Start>
error_code Connection::State::await(Deadline deadline, Start start)
{
    const auto outcome = std::make_shared<std::optional<error_code>>();
    start(Note{outcome});
    io.restart();
    while (!*outcome && io.run_one_until(deadline) != 0) {
    }
    if (*outcome) return **outcome;

    const bool connecting_or_talking = socket.is_open();
    resolver.cancel();
    close();
    io.restart();
    while (connecting_or_talking && !*outcome) io.run_one();
    return asio::error::timed_out;
}

Failure Connection::State::failed(Failure::When when, std::string_view doing, error_code fault) const
{
    const bool timed_out = fault == asio::error::timed_out;
    return {.when = when,
            .timed_out = timed_out,
            .detail = std::string{doing} + ' ' + server.authority + ": " +
                      (timed_out ? std::string{"timed out"} : fault.message())};
}

// The server closes what was idle for too long. Anything to read before we ask is either that
// or an answer nobody asked for (408).
bool Connection::State::usable()
{
    if (!socket.is_open()) return false;
    char byte = 0;
    return ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

void Connection::State::close()
{
    error_code ignored;
    socket.close(ignored);
    buffer.clear();
}

error_code Connection::State::resolve(std::vector<tcp::endpoint>& endpoints, Deadline deadline)
{
    std::uint16_t port = 0;
    std::from_chars(server.port.data(), server.port.data() + server.port.size(), port);

    error_code is_name;
    if (const auto address = asio::ip::make_address(server.host, is_name); !is_name) {
        endpoints.emplace_back(address, port);
        return {};
    }
    const auto found = std::make_shared<std::vector<tcp::endpoint>>();
    const auto fault = await(deadline, [&](const Note& note) {
        resolver.async_resolve(server.host, server.port, tcp::resolver::numeric_service,
                               [note, found](error_code ec, const tcp::resolver::results_type& results) {
                                   if (!ec) *found = endpoints_of(results);
                                   note(ec);
                               });
    });
    if (!fault) endpoints = std::move(*found);
    return fault;
}

std::optional<Failure> Connection::State::open(Deadline deadline)
{
    deadline = std::min(deadline, std::chrono::steady_clock::now() + limits.connect_timeout);
    std::vector<tcp::endpoint> endpoints;
    if (const auto fault = resolve(endpoints, deadline))
        return failed(Failure::When::before_sending, "cannot resolve", fault);

    const auto fault =
        await(deadline, [&](const Note& note) { asio::async_connect(socket, endpoints, note); });
    if (fault) {
        close();
        return failed(Failure::When::before_sending, "cannot connect to", fault);
    }
    error_code ignored;
    socket.set_option(tcp::no_delay{true}, ignored);
    return std::nullopt;
}

// A message whole. The server may take as long as the deadline allows, but not fall silent.
template <class Parser>
error_code Connection::State::receive(Parser& parser, Deadline deadline)
{
    while (!parser.is_done()) {
        const auto patience = std::min(deadline, std::chrono::steady_clock::now() + limits.read_timeout);
        const auto fault =
            await(patience, [&](const Note& note) { http::async_read_some(socket, buffer, parser, note); });
        if (fault) return fault;
    }
    return {};
}

boost::system::result<Response, Failure> Connection::State::read(bool reused, Deadline deadline)
{
    for (int interim = 0; interim <= kInterimAnswersMax; ++interim) {
        http::response_parser<http::string_body> parser;
        parser.header_limit(kHeaderBytesMax);
        parser.body_limit(limits.answer_bytes_max);
        parser.eager(true);
        if (const auto fault = receive(parser, deadline)) {
            const bool nothing_came = !parser.got_some() && buffer.size() == 0;
            auto failure = failed(nothing_came ? Failure::When::without_answer : Failure::When::in_answer,
                                  "no answer from", fault);
            failure.on_reused_connection = reused;
            return failure;
        }
        if (parser.get().result_int() < 200) continue;
        if (!parser.keep_alive()) close();
        auto response = decode(parser.release(), limits.answer_bytes_max);
        if (response) return *std::move(response);
        return Failure{.when = Failure::When::in_answer,
                       .detail = server.authority + ' ' + response.error().detail};
    }
    return Failure{.when = Failure::When::in_answer,
                   .detail = server.authority + " announces an answer for ever"};
}

Connection::Connection(BaseUrl server, Limits limits)
    : state_{std::make_unique<State>(std::move(server), limits)}
{
}

Connection::Connection(Connection&&) noexcept = default;
Connection::~Connection() = default;

void Connection::pause(std::chrono::milliseconds duration)
{
    asio::steady_timer timer{state_->io, duration};
    error_code ignored;
    timer.wait(ignored);
}

boost::system::result<Response, Failure> Connection::exchange(const Request& request, Deadline deadline)
{
    auto& state = *state_;
    const bool reused = state.usable();
    if (!reused) {
        state.close();
        if (auto failure = state.open(deadline)) return *std::move(failure);
    }

    auto message = encode(request, state.server);
    const auto fault =
        state.await(deadline, [&](const Note& note) { http::async_write(state.socket, message, note); });
    if (fault == asio::error::timed_out)
        return state.failed(Failure::When::without_answer, "cannot send to", fault);

    // A server that refuses a body may answer and close before it has read all of it.
    auto answer = state.read(reused, deadline);
    if (fault || !answer) state.close();
    return answer;
}

} // namespace a2a::client
