// SPDX-License-Identifier: Apache-2.0
#include "fault/faulty_vfs.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace a2a::fault {
namespace {

struct OpenFile {
    sqlite3_file base{}; // first: SQLite knows nothing else
    Disk* disk = nullptr;
    DiskFilePtr file;
    std::string path;
    bool deletes_on_close = false;
    bool syncs_folder = false;                   // with the next sync
    std::vector<std::unique_ptr<char[]>> shared; // memory, by region
};

OpenFile& opened(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

Disk& disk_of(sqlite3_vfs* vfs)
{
    return *static_cast<Disk*>(vfs->pAppData);
}

sqlite3_vfs* system_vfs()
{
    return sqlite3_vfs_find(nullptr);
}

int close(sqlite3_file* handle)
{
    auto& file = opened(handle);
    if (file.deletes_on_close) file.disk->remove(file.path, false);
    std::destroy_at(&file);
    return SQLITE_OK;
}

int read(sqlite3_file* handle, void* into, int count, sqlite3_int64 offset)
{
    const auto& content = opened(handle).file->content();
    const auto begin = std::min(static_cast<std::size_t>(offset), content.size());
    const auto wanted = static_cast<std::size_t>(count);
    const auto there = std::min(wanted, content.size() - begin);
    std::memcpy(into, content.data() + begin, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* handle, const void* from, int count, sqlite3_int64 offset)
{
    auto& file = opened(handle);
    return file.disk->write(*file.file, static_cast<std::size_t>(offset),
                            {static_cast<const char*>(from), static_cast<std::size_t>(count)});
}

int truncate(sqlite3_file* handle, sqlite3_int64 size)
{
    auto& file = opened(handle);
    return file.disk->truncate(*file.file, static_cast<std::size_t>(size));
}

int sync(sqlite3_file* handle, int)
{
    auto& file = opened(handle);
    const auto result = file.disk->sync(*file.file, file.syncs_folder);
    if (result == SQLITE_OK) file.syncs_folder = false;
    return result;
}

int size_of(sqlite3_file* handle, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(opened(handle).file->content().size());
    return SQLITE_OK;
}

int share(sqlite3_file* handle, int region, int size, int extend, void volatile** at)
{
    auto& shared = opened(handle).shared;
    *at = nullptr;
    const auto index = static_cast<std::size_t>(region);
    if (index >= shared.size() && extend == 0) return SQLITE_OK;
    while (shared.size() <= index) shared.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *at = shared[index].get();
    return SQLITE_OK;
}

int stop_sharing(sqlite3_file* handle, int)
{
    opened(handle).shared.clear();
    return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods{
    .iVersion = 2, // with shared memory, without memory maps
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = size_of,
    .xLock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xCheckReservedLock = [](sqlite3_file*, int* held) { return *held = 0, SQLITE_OK; },
    .xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    .xSectorSize = [](sqlite3_file*) { return 4'096; },
    .xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    .xShmMap = share,
    .xShmLock = [](sqlite3_file*, int, int, int) { return SQLITE_OK; },
    .xShmBarrier = [](sqlite3_file*) {},
    .xShmUnmap = stop_sharing,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* flags_out)
{
    handle->pMethods = nullptr; // nothing to close, should this fail
    auto& disk = disk_of(vfs);
    const std::string path = name == nullptr ? "nameless" : name;
    auto file = disk.find(path);
    const bool is_new = file == nullptr;
    if (is_new && (flags & SQLITE_OPEN_CREATE) != 0) file = disk.make(path);
    if (file == nullptr) return SQLITE_CANTOPEN;
    auto* opened = new (handle) OpenFile{};
    opened->base.pMethods = &kMethods;
    opened->disk = &disk;
    opened->file = std::move(file);
    opened->path = path;
    opened->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    opened->syncs_folder = is_new && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder)
{
    return disk_of(vfs).remove(name, sync_folder != 0);
}

int access(sqlite3_vfs* vfs, const char* name, int flags, int* there)
{
    const auto file = disk_of(vfs).find(name);
    // As on Unix, an empty file is taken for none.
    *there = file != nullptr && (flags != SQLITE_ACCESS_EXISTS || !file->content().empty()) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* into)
{
    sqlite3_snprintf(size, into, "%s", name);
    return SQLITE_OK;
}

} // namespace

FaultyVfs::FaultyVfs()
{
    static std::atomic<int> made{0};
    name_ = "faulty-" + std::to_string(++made);
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(OpenFile);
    vfs_.mxPathname = system_vfs()->mxPathname;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = &disk_;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.xAccess = access;
    vfs_.xFullPathname = full_path;
    vfs_.xRandomness = [](sqlite3_vfs*, int count, char* into) {
        return system_vfs()->xRandomness(system_vfs(), count, into);
    };
    vfs_.xSleep = [](sqlite3_vfs*, int) { return 0; };
    vfs_.xCurrentTime = [](sqlite3_vfs*, double* now) {
        return system_vfs()->xCurrentTime(system_vfs(), now);
    };
    vfs_.xGetLastError = [](sqlite3_vfs* vfs, int, char*) { return disk_of(vfs).last_error(); };
    sqlite3_vfs_register(&vfs_, 0);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&vfs_);
}

} // namespace a2a::fault
