// SPDX-License-Identifier: Apache-2.0
// Exchanges for tests, made from the text of a header section as a client would send it.
#pragma once

#include "http/exchange.hpp"

#include <memory>
#include <string>

namespace a2a::http {

// An exchange and the bytes that its views point into.
struct Made {
    std::string section;
    RequestHead head;
    Exchange exchange{head};
};

// "GET /a HTTP/1.1\r\nX: y\r\n": the Host field and the empty line are added. Fails the test
// when the section is refused.
std::unique_ptr<Made> made(const std::string& head);
std::unique_ptr<Made> get(const std::string& fields = "", const std::string& target = "/");

} // namespace a2a::http
