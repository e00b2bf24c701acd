// SPDX-License-Identifier: Apache-2.0
#include "app/import_target.hpp"

#include <algorithm>
#include <utility>

namespace a2a {
namespace {

// A request that no proxy takes for too large (nginx: 1 MiB), and whose results come soon.
constexpr std::size_t kTexts = 4'096;
constexpr std::size_t kBytes = 1'000'000;
constexpr std::size_t kTextBytesMax = 64 * 1024 * 1024; // the server has its own limit
constexpr int kRounds = 5; // for those texts that an overloaded server did not take

class HttpTarget final : public ImportTarget {
public:
    explicit HttpTarget(client::Client client) : client_{std::move(client)} {}

    Sizes sizes() const override
    {
        return {.texts = kTexts, .bytes = kBytes, .text_bytes_max = kTextBytesMax};
    }

    Result<std::vector<client::Imported>> put(const std::vector<std::string>& texts) override
    {
        std::vector<client::Imported> results(texts.size());
        std::vector<std::size_t> left(texts.size());
        for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
        for (int round = 0; round < kRounds && !left.empty(); ++round) {
            auto answer = send(texts, left);
            if (!answer) return std::move(answer).error();
            for (std::size_t i = 0; i < left.size(); ++i) results[left[i]] = std::move((*answer)[i]);
            std::erase_if(left, [&](std::size_t i) { return !was_not_taken(results[i]); });
        }
        return results;
    }

private:
    static bool was_not_taken(const client::Imported& result)
    {
        return result.refusal && result.refusal->code == Errc::overloaded;
    }

    Result<std::vector<client::Imported>> send(const std::vector<std::string>& texts,
                                               const std::vector<std::size_t>& which)
    {
        std::string lines;
        for (const auto i : which) lines.append(texts[i]).append("\n");
        auto answer = client_.import_lines(lines);
        if (answer && answer->size() != which.size())
            return Error{Errc::outcome_unknown,
                         "the registry answered " + std::to_string(answer->size()) + " results to " +
                             std::to_string(which.size()) +
                             " cards; the rest may have been stored, and may be repeated"};
        return answer;
    }

    client::Client client_;
};

} // namespace

std::unique_ptr<ImportTarget> import_over_http(client::Client client)
{
    return std::make_unique<HttpTarget>(std::move(client));
}

} // namespace a2a
