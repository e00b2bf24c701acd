// SPDX-License-Identifier: Apache-2.0
// A copy of a data directory's database in one file, made while a registry writes to it or
// while none does. Started from that file, a registry goes on with a history of its own: its
// revisions begin again where the copy ended, so they must not be taken for those of before.
#pragma once

#include "base/new_file.hpp"
#include "catalog/record.hpp"
#include "journal/data_dir.hpp"
#include "journal/snapshot.hpp"

#include <cstdint>
#include <filesystem>

namespace a2a {

struct BackedUp {
    std::uint64_t agents = 0;
    Revision head = 0;
    std::uint64_t bytes = 0;
};

// The copy is as of one moment, and has been read again and checked when it appears. Throws
// StorageRefused and FileRefused; then there is no new file, and an old one is as it was.
BackedUp back_up(const DataDir& dir, const std::filesystem::path& file, NewFile::Over over,
                 const Steps& steps);

// Nothing is to be written among the files of a data directory. Throws FileRefused.
void refuse_inside(const DataDir& dir, const std::filesystem::path& file);

} // namespace a2a
