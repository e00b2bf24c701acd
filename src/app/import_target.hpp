// SPDX-License-Identifier: Apache-2.0
// Where an import puts its cards: into a data directory, or into a registry that runs.
#pragma once

#include "config/config.hpp"

#include <a2a/client.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace a2a {

class ImportTarget {
public:
    virtual ~ImportTarget() = default;

    // How much is best put at once, and how long one text may be.
    struct Sizes {
        std::size_t texts;
        std::size_t bytes;
        std::size_t text_bytes_max;
    };
    virtual Sizes sizes() const = 0;

    // One result for each text, in their order; durable when it returns. Fails when nobody
    // knows what became of them.
    virtual Result<std::vector<client::Imported>> put(const std::vector<std::string>& texts) = 0;
};

// Takes the configured data directory for this process, by the rules of the configuration.
// Throws StorageRefused.
std::unique_ptr<ImportTarget> import_into_data_dir(const Config& config);

std::unique_ptr<ImportTarget> import_over_http(client::Client client);

} // namespace a2a
