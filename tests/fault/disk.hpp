// SPDX-License-Identifier: Apache-2.0
// A disk of the tests: files in memory, and what of them would still be there without power.
//
// What has been written is seen by every later read, as through a kernel's cache; it is certain
// once its file has been synced, new and deleted names once their folder has. Until then a power
// loss keeps each step, drops it, or tears it at the borders of its sectors, whatever became of
// the steps before it. What was unsynced when a sync failed is never written again, although
// reads go on to see it, and no later sync says so: that is what kernels do with such pages.
//
// Faults are planted by kind and number of operation. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::fault {

// A write, or a new length when it has no bytes.
struct Step {
    std::size_t offset = 0;
    std::string bytes;
};

class DiskFile {
public:
    const std::string& content() const { return content_; }
    void take(Step step);
    void sync();
    void fail_to_sync();
    void survive(std::mt19937_64& chance, int kept_percent); // a power loss

private:
    void forget_doubtful(std::size_t begin, std::size_t end);

    std::string content_; // as it is read
    std::string certain_; // as it was at the last sync
    std::vector<Step> unsynced_;
    std::vector<Step> doubtful_; // of failed syncs
};
using DiskFilePtr = std::shared_ptr<DiskFile>;

enum class Operation : std::uint8_t { write, sync, truncate };

// What fails, and how SQLite and errno call it.
struct Fault {
    Operation operation = Operation::write;
    std::uint64_t nth = 1; // from now on
    int code = 0;
    int system_error = 0;
    bool for_ever = false; // all later ones of the kind, too
};

class Disk {
public:
    // Operations answer a code of SQLite. A write that fails leaves half of its bytes behind.
    int write(DiskFile& file, std::size_t offset, std::string_view bytes);
    int truncate(DiskFile& file, std::size_t size);
    int sync(DiskFile& file, bool names_too);
    int remove(const std::string& path, bool names_too);
    DiskFilePtr find(const std::string& path) const; // null: there is none
    DiskFilePtr make(const std::string& path);       // null: there is no power
    int last_error() const { return last_error_; }   // errno's

    void plant(const Fault& fault);
    void heal();                              // no faults any more
    bool was_met() const { return was_met_; } // the planted fault

    // Before the nth change from now on (a write, sync, truncation, new or deleted name), the
    // power goes: that one fails and so does everything after it, with nothing changed.
    void cut_power_in(std::uint64_t changes) { power_for_ = changes; }
    bool has_power() const { return power_for_ != 0; }

    // What a disk may hold after that, and power again.
    void lose_power(std::mt19937_64& chance);
    void restore_power() { power_for_.reset(); } // as if only the process had been killed

    // A drive that lies: syncs do nothing, and succeed.
    void ignore_syncs() { ignores_syncs_ = true; }

private:
    struct Name {
        std::string path;
        DiskFilePtr file; // null: deleted
    };
    bool use_power();
    int fault_at(Operation operation); // 0: none
    void confirm_names();

    using Names = std::map<std::string, DiskFilePtr>;
    Names names_;
    Names certain_names_;
    std::vector<Name> unsynced_names_;

    std::optional<Fault> fault_;
    bool was_met_ = false;
    bool ignores_syncs_ = false;
    int last_error_ = 0;
    std::optional<std::uint64_t> power_for_; // changes; none: for ever
};

} // namespace a2a::fault
