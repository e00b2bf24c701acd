// SPDX-License-Identifier: Apache-2.0
// An import from its inputs to its target: every refused card is told, and all are counted.
#pragma once

#include "app/import_input.hpp"
#include "app/import_target.hpp"
#include "app/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace a2a {

class Importer {
public:
    struct Tally {
        std::size_t created = 0, replaced = 0, unchanged = 0, refused = 0;
    };

    // All must outlive it.
    Importer(ImportTarget& target, std::ostream& err, Progress& progress);

    // Fails at the first failure that is not a card's own: what came before is done.
    Result<void> run(const std::vector<std::string>& files);

    const Tally& tally() const { return tally_; }

private:
    void take(ImportedText text);
    void flush();
    void tell(const ImportedText& text, const client::Imported& result);
    void count(const ImportedText& text, const client::Imported& result);

    ImportTarget& target_;
    const ImportTarget::Sizes sizes_;
    std::ostream& err_;
    Progress& progress_;
    Tally tally_;

    std::vector<ImportedText> batch_;
    std::size_t batch_bytes_ = 0;
    std::uint64_t bytes_done_ = 0, bytes_total_ = 0;
    std::optional<Error> failure_;
};

// "imported 7 cards: 4 created, 2 replaced, 1 unchanged; 3 refused"
std::string summary(const Importer::Tally& tally);

} // namespace a2a
