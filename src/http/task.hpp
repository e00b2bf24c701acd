// SPDX-License-Identifier: Apache-2.0
// The concrete Asio types of this server. Naming the executor avoids any_io_executor, which
// is the default everywhere and costs a virtual call and a reference count per operation.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace a2a::http {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;

// A coroutine on a worker's thread.
template <class T>
using Task = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> use_task{};
inline constexpr auto use_tuple = asio::as_tuple(use_task); // errors as values

using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;

} // namespace a2a::http
