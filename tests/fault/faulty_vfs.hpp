// SPDX-License-Identifier: Apache-2.0
// SQLite on a Disk of the tests, through its interface for file systems (sqlite.org/vfs.html).
//
// Memory that connections share is plain memory, and locks are always granted: one connection
// at a time. As SQLite's own for Unix, it syncs the folder with the first sync of a new log or
// journal, says that a write changes no byte beside its own, and forgets shared memory when
// nobody uses it any more.
#pragma once

#include "fault/disk.hpp"

#include <sqlite3.h>

#include <string>

namespace a2a::fault {

class FaultyVfs {
public:
    FaultyVfs(); // registers itself, under a name of its own
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    const char* name() const { return name_.c_str(); } // for SqliteOptions::vfs
    Disk& disk() { return disk_; }

private:
    Disk disk_;
    std::string name_;
    sqlite3_vfs vfs_{};
};

} // namespace a2a::fault
