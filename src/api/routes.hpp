// SPDX-License-Identifier: Apache-2.0
// Everything the server answers over REST.
#pragma once

#include "http/handler.hpp"

#include <vector>

namespace a2a::api {

class Agents;
class Import;
class Lists;
class Status;
struct Settings;

// The handlers' objects must outlive the routes.
std::vector<http::Endpoint> routes(const Agents& agents, const Lists& lists, const Import& import,
                                   const Status& status, const Settings& settings);

} // namespace a2a::api
