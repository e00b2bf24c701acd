// SPDX-License-Identifier: Apache-2.0
#include "api/viewer.hpp"

#include "api/etag.hpp"

namespace a2a::api {
namespace viewer { // cmake/Embed.cmake makes them of src/api/viewer

extern const std::string_view kIndexHtml;
extern const std::string_view kViewerJs;
extern const std::string_view kViewerCss;

} // namespace viewer

namespace {

// The page may run its own script and ask its own origin, and nothing else: no text that it shows,
// whoever wrote it, can become part of it.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

ViewerFile file(std::string_view pattern, std::string_view type, http::Doc doc, std::string_view bytes)
{
    http::Response answer{.content_type = type,
                          .body = http::Body{Bytes::of_static(bytes)},
                          .etag = etag_of_card(digest_of(bytes))};
    answer.with("Cache-Control", "no-cache");
    answer.with("Content-Security-Policy", kPolicy);
    answer.with("Referrer-Policy", "no-referrer");
    return {{.verb = http::Verb::get, .pattern = pattern, .gives = type, .early = true, .doc = doc},
            std::move(answer)};
}

} // namespace

ViewerFile viewer_page()
{
    return file("/docs", "text/html; charset=utf-8",
                {"getDocs", "status", "This API in a browser, to read and to try"}, viewer::kIndexHtml);
}

ViewerFile viewer_script()
{
    return file("/docs/viewer.js", "text/javascript; charset=utf-8",
                {"getDocsScript", "status", "What runs in that page"}, viewer::kViewerJs);
}

ViewerFile viewer_style()
{
    return file("/docs/viewer.css", "text/css; charset=utf-8",
                {"getDocsStyle", "status", "How that page looks"}, viewer::kViewerCss);
}

} // namespace a2a::api
