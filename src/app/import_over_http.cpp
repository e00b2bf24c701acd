// SPDX-License-Identifier: Apache-2.0
#include "app/import_target.hpp"

#include <utility>

namespace a2a {
namespace {

// A request that no proxy takes for too large (nginx: 1 MiB), and whose results come soon.
constexpr std::size_t kCallTexts = 4'096;
constexpr std::size_t kCallBytes = 1'000'000;
constexpr std::size_t kTextBytesMax = 64 * 1024 * 1024; // the server has its own limit

class HttpTarget final : public ImportTarget {
public:
    explicit HttpTarget(client::Client client) : client_{std::move(client)} {}

    Sizes sizes() const override
    {
        return {.texts = kCallTexts, .bytes = kCallBytes, .text_bytes_max = kTextBytesMax};
    }

    Result<std::vector<client::Imported>> put(const std::vector<std::string>& texts) override
    {
        std::string lines;
        for (const auto& text : texts) lines.append(text).append("\n");
        return client_.import_lines(lines);
    }

private:
    client::Client client_;
};

} // namespace

std::unique_ptr<ImportTarget> import_over_http(client::Client client)
{
    return std::make_unique<HttpTarget>(std::move(client));
}

} // namespace a2a
