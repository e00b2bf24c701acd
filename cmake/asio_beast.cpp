// SPDX-License-Identifier: Apache-2.0
// The code of Asio and Beast, in one translation unit (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
