// SPDX-License-Identifier: Apache-2.0
// The page that shows the API document in a browser and tries its operations out: three files of
// viewer/, part of the program. It loads nothing from elsewhere.
#pragma once

#include "http/message.hpp"
#include "http/route.hpp"

namespace a2a::api {

struct ViewerFile {
    http::Route route;
    http::Response answer; // to everybody, of bytes of static life
};

// GET /docs and what belongs to it.
ViewerFile viewer_page();
ViewerFile viewer_script();
ViewerFile viewer_style();

} // namespace a2a::api
