// SPDX-License-Identifier: Apache-2.0
#include "api/import_line.hpp"
#include "app/import_target.hpp"
#include "app/options.hpp"
#include "app/version.hpp"
#include "catalog/catalog.hpp"
#include "journal/sqlite.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"

#include <condition_variable>
#include <mutex>

namespace a2a {
namespace {

constexpr std::size_t kTexts = 8'192; // the writer commits the first while the last are judged
constexpr std::size_t kBytes = 32 * 1024 * 1024;
constexpr std::size_t kAroundCard = 2 * 1024; // of an exported row

// What is still to be answered. Nobody touches it after wait() has returned.
class Pending {
public:
    explicit Pending(std::size_t count) : left_{count} {}

    void one_less()
    {
        const std::lock_guard lock{mutex_};
        if (--left_ == 0) done_.notify_one();
    }
    void wait()
    {
        std::unique_lock lock{mutex_};
        done_.wait(lock, [this] { return left_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable done_;
    std::size_t left_; // guarded by mutex_
};

client::Imported result_of(api::ImportLine line)
{
    using Status = client::Imported::Status;
    client::Imported result{.line = line.number, .id = std::move(line.id)};
    if (!line.outcome) {
        result.refusal = std::move(line.outcome).error();
        return result;
    }
    result.revision = line.outcome->change.revision;
    result.status = line.outcome->kind == Committed::Kind::created    ? Status::created
                    : line.outcome->kind == Committed::Kind::replaced ? Status::replaced
                                                                      : Status::unchanged;
    return result;
}

// A registry without a server.
class DataDirTarget final : public ImportTarget {
public:
    explicit DataDirTarget(const Config& config)
        : rules_{rules_of(config)}, journal_{catalog_, wall_now,
                                             SqliteOptions{.directory = config.store.data_dir,
                                                           .tombstone_retention =
                                                               config.store.tombstone_retention}},
          metrics_{{std::string{kVersion}, instance_id_of(config), std::string{journal_.kind()}}}
    {
        journal_.replay(
            [this](std::span<const Change> changes, Journal::Progress) { catalog_.apply(changes); });
        catalog_.settle();
        registry_ = std::make_unique<Registry>(catalog_, journal_, metrics_, policy_of(config), kTexts);
    }

    Sizes sizes() const override
    {
        return {.texts = kTexts, .bytes = kBytes, .text_bytes_max = rules_.card_bytes + kAroundCard};
    }

    Result<std::vector<client::Imported>> put(const std::vector<std::string>& texts) override
    {
        std::vector<api::ImportLine> lines;
        lines.reserve(texts.size());
        Pending pending{texts.size()};
        for (const auto& text : texts) {
            auto& line = lines.emplace_back(api::judge(lines.size() + 1, text, false, rules_));
            if (line.card == nullptr) {
                pending.one_less();
                continue;
            }
            registry_->put({.may_write = true}, line.naming, line.id, line.card, {},
                           [&line, &pending](Outcome outcome) {
                               line.outcome = std::move(outcome);
                               pending.one_less();
                           });
        }
        pending.wait();
        std::vector<client::Imported> results;
        results.reserve(lines.size());
        for (auto& line : lines) results.push_back(result_of(std::move(line)));
        return results;
    }

private:
    const card::Rules rules_;
    Catalog catalog_;
    SqliteJournal journal_;
    observe::Metrics metrics_;
    std::unique_ptr<Registry> registry_; // when the catalog has been filled; first to go
};

} // namespace

std::unique_ptr<ImportTarget> import_into_data_dir(const Config& config)
{
    return std::make_unique<DataDirTarget>(config);
}

} // namespace a2a
