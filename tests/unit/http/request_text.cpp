// SPDX-License-Identifier: Apache-2.0
#include "request_text.hpp"

#include <gtest/gtest.h>

namespace a2a::http {

std::unique_ptr<Made> made(const std::string& head)
{
    auto made = std::make_unique<Made>();
    made->section = head + "Host: test\r\n\r\n";
    const auto refusal = read_head(made->section, made->head);
    if (refusal) ADD_FAILURE() << head << ": " << refusal->detail;
    made->exchange.request_id = "id";
    made->exchange.peer = made->exchange.client = "192.0.2.1";
    return made;
}

std::unique_ptr<Made> get(const std::string& fields, const std::string& target)
{
    return made("GET " + target + " HTTP/1.1\r\n" + fields);
}

} // namespace a2a::http
