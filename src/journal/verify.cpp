// SPDX-License-Identifier: Apache-2.0
#include "journal/verify.hpp"

#include "catalog/catalog.hpp"
#include "journal/sqlite/audit.hpp"
#include "journal/sqlite/reader.hpp"
#include "journal/sqlite/replay.hpp"
#include "journal/sqlite/schema.hpp"
#include "journal/sqlite/slices.hpp"

#include <iterator>

namespace a2a {
namespace {

constexpr std::size_t kFaultsMax = 100; // that are told one by one

// One verification, step by step; each says what it found.
class Verification {
public:
    Verification(const std::filesystem::path& file, const Steps& steps)
        : steps_{steps}, reader_{file}, state_{reader_.state()}
    {
    }

    Verdict run(const std::optional<Witness::Statement>& witness)
    {
        checked("schema " + std::to_string(reader_.database().number("PRAGMA user_version")));
        guarded([&] { pages(); });
        guarded([&] { rows(); });
        if (witness) compare(*witness);
        if (verdict_.faults.empty()) guarded([&] { catalog(); });
        return std::move(verdict_);
    }

private:
    void checked(std::string what) { verdict_.checked.push_back(std::move(what)); }
    void fault(std::string what) { verdict_.faults.push_back(std::move(what)); }

    // What cannot be read at all is a fault too.
    template <class Step>
    void guarded(Step step)
    {
        try {
            step();
        } catch (const sqlite::Refusal& refusal) {
            fault(refusal.what());
        } catch (const sqlite::Failure& failure) {
            fault(sqlite::advice_on(failure) + ": " + failure.what());
        }
    }

    void pages()
    {
        sqlite::Statement check{reader_.database(), "PRAGMA integrity_check(20)"};
        bool sound = false;
        while (check.step()) {
            sound = check.text(0) == "ok";
            if (!sound) fault("has damaged pages: " + std::string{check.text(0)});
        }
        if (sound) checked("every page and index of the file");
    }

    void rows()
    {
        const auto total = state_.agents + state_.removals;
        std::size_t faults = 0;
        const auto tell = [&](const std::string& what) {
            if (++faults <= kFaultsMax) fault("is damaged: " + what);
        };
        sqlite::Audit audit{state_};
        sqlite::Slices slices{reader_.database()};
        while (const auto slice = slices.next()) {
            for (const auto& row : *slice) {
                if (const auto what = audit.fault_of(row))
                    tell(*what);
                else if (!row.card.empty() && digest_of(row.card) != row.fixed.digest)
                    tell("revision " + std::to_string(row.fixed.revision) + " has a card of another digest");
            }
            steps_(audit.taken(), 2 * total);
        }
        for (const auto& what : audit.faults_of_all()) tell(what);
        if (faults > kFaultsMax) fault("has " + std::to_string(faults - kFaultsMax) + " further damages");
        if (faults == 0)
            checked(std::to_string(state_.agents) + " agents and " + std::to_string(state_.removals) +
                    " removals: checksums, digests, revisions up to " + std::to_string(state_.head));
    }

    void compare(const Witness::Statement& witness)
    {
        if (witness.history != state_.history)
            checked("witness: of another history, so it says nothing");
        else if (witness.head > state_.head)
            fault("ends at revision " + std::to_string(state_.head) + ", but revision " +
                  std::to_string(witness.head) + " was acknowledged");
        else
            checked("witness: no acknowledged revision is missing");
    }

    void catalog()
    {
        Catalog catalog;
        sqlite::replay(reader_.database(), state_,
                       [&](std::span<const Change> changes, Journal::Progress progress) {
                           catalog.apply(changes);
                           steps_(progress.total + progress.done, 2 * progress.total);
                       });
        catalog.settle();
        if (catalog.size() != state_.agents) fault("is damaged: it has an agent twice");
        for (auto& difference : catalog.self_check()) fault("makes a faulty catalog: " + difference);
        if (verdict_.faults.empty()) checked("the catalog made from it: records and every index agree");
    }

    const Steps& steps_;
    sqlite::Reader reader_;
    const sqlite::StateRow& state_;
    Verdict verdict_;
};

Verdict verify(const std::filesystem::path& file, const std::optional<Witness::Statement>& witness,
               const Steps& steps)
{
    try {
        return sqlite::or_refuse(file, [&] {
            auto verdict = Verification{file, steps}.run(witness);
            for (auto& fault : verdict.faults) fault.insert(0, file.string() + ' ');
            return verdict;
        });
    } catch (const StorageRefused& refusal) {
        return {.checked = {}, .faults = {refusal.what()}};
    }
}

} // namespace

// The witness first: it is written after a commit, so it is never ahead of what is read then.
Verdict verify(const DataDir& dir, const Steps& steps)
{
    const auto witness = Witness::read(dir.head());
    return verify(dir.database(), witness, steps);
}

Verdict verify_file(const std::filesystem::path& database, const Steps& steps)
{
    return verify(database, std::nullopt, steps);
}

} // namespace a2a
