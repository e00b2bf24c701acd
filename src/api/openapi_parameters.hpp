// SPDX-License-Identifier: Apache-2.0
// What parameters mean and which values they take, for the API document.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace a2a::api {

// Describes every parameter of the document. Those that a search has, too, are described as there:
// the components must have its schema.
void describe_parameters(nlohmann::ordered_json& document);

} // namespace a2a::api
