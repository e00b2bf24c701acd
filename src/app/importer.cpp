// SPDX-License-Identifier: Apache-2.0
#include "app/importer.hpp"

#include "app/client_print.hpp"

#include <ostream>
#include <utility>

namespace a2a {
namespace {

std::size_t told(const Importer::Tally& tally)
{
    return tally.created + tally.replaced + tally.unchanged;
}

// What no other card will fare better with.
bool ends_all(Errc code)
{
    switch (code) {
    case Errc::forbidden:
    case Errc::storage_full:
    case Errc::read_only:
    case Errc::loading:
    case Errc::unavailable:
    case Errc::outcome_unknown:
    case Errc::internal:
        return true;
    default:
        return false;
    }
}

} // namespace

Importer::Importer(ImportTarget& target, std::ostream& err, Progress& progress)
    : target_{target}, sizes_{target.sizes()}, err_{err}, progress_{progress}
{
}

Result<void> Importer::run(const std::vector<std::string>& files)
{
    bytes_total_ = total_bytes(files);
    std::optional<Error> unreadable;
    for (const auto& file : files) {
        const auto read = read_texts(file, sizes_.text_bytes_max, [this](ImportedText text) {
            take(std::move(text));
            return !failure_;
        });
        if (!read) unreadable = read.error();
        if (unreadable || failure_) break;
    }
    if (!failure_ && !batch_.empty()) flush(); // also what came before an input that broke off
    if (failure_) return *failure_;
    if (unreadable) return *unreadable;
    return {};
}

void Importer::take(ImportedText text)
{
    if (!batch_.empty() &&
        (batch_.size() >= sizes_.texts || batch_bytes_ + text.text.size() + 1 > sizes_.bytes))
        flush();
    batch_bytes_ += text.text.size() + 1;
    batch_.push_back(std::move(text));
}

// Those that are no cards are refused here, in their place among the others.
void Importer::flush()
{
    auto batch = std::exchange(batch_, {});
    batch_bytes_ = 0;
    std::vector<std::string> texts;
    for (auto& text : batch)
        if (!text.fault) texts.push_back(std::move(text.text));
    std::vector<client::Imported> results;
    if (!texts.empty()) {
        auto put = target_.put(texts);
        if (!put) {
            failure_ = std::move(put).error();
            return;
        }
        results = *std::move(put);
    }
    std::size_t next = 0;
    for (auto& text : batch) {
        const auto fault = client::Imported{.refusal = text.fault};
        count(text, text.fault ? fault : results[next++]);
        bytes_done_ += text.bytes;
    }
    progress_.at(bytes_done_, bytes_total_, std::to_string(told(tally_) + tally_.refused) + " cards");
}

void Importer::count(const ImportedText& text, const client::Imported& result)
{
    switch (result.status) {
    case client::Imported::Status::created:
        ++tally_.created;
        return;
    case client::Imported::Status::replaced:
        ++tally_.replaced;
        return;
    case client::Imported::Status::unchanged:
        ++tally_.unchanged;
        return;
    case client::Imported::Status::refused:
        ++tally_.refused;
        tell(text, result);
    }
}

void Importer::tell(const ImportedText& text, const client::Imported& result)
{
    const auto& error = result.refusal.value_or(Error{});
    if (ends_all(error.code) && !failure_) failure_ = error;
    progress_.clear();
    const auto subject = "refused: " + printable(text.where) + ": " +
                         (result.id.empty() ? std::string{} : '"' + printable(result.id, 256) + "\": ");
    if (error.issues.empty()) err_ << subject << printable(error.detail) << '\n';
    for (const auto& issue : error.issues)
        err_ << subject << (issue.pointer.empty() ? std::string{} : printable(issue.pointer) + ": ")
             << printable(issue.message) << '\n';
}

std::string summary(const Importer::Tally& tally)
{
    return "imported " + std::to_string(told(tally)) + " cards: " + std::to_string(tally.created) +
           " created, " + std::to_string(tally.replaced) + " replaced, " + std::to_string(tally.unchanged) +
           " unchanged; " + std::to_string(tally.refused) + " refused";
}

} // namespace a2a
