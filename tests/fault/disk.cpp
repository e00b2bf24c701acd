// SPDX-License-Identifier: Apache-2.0
#include "fault/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace a2a::fault {
namespace {

constexpr std::size_t kSector = 512;

int percent(std::mt19937_64& chance)
{
    return std::uniform_int_distribution{0, 99}(chance);
}

void carry_out(std::string& content, const Step& step)
{
    if (step.bytes.empty()) return content.resize(step.offset);
    const auto end = step.offset + step.bytes.size();
    if (content.size() < end) content.resize(end);
    content.replace(step.offset, step.bytes.size(), step.bytes);
}

// Some of the sectors of a write.
void tear(std::string& content, const Step& step, std::mt19937_64& chance)
{
    for (std::size_t at = 0; at < step.bytes.size();) {
        const auto length = std::min(kSector - (step.offset + at) % kSector, step.bytes.size() - at);
        if (percent(chance) < 50)
            carry_out(content, {.offset = step.offset + at, .bytes = step.bytes.substr(at, length)});
        at += length;
    }
}

} // namespace

void DiskFile::take(Step step)
{
    carry_out(content_, step);
    unsynced_.push_back(std::move(step));
}

void DiskFile::sync()
{
    for (const auto& step : doubtful_)
        if (step.bytes.empty()) carry_out(certain_, step); // a length is written with every sync
    std::erase_if(doubtful_, [](const Step& step) { return step.bytes.empty(); });
    for (const auto& step : unsynced_) {
        const auto end = step.bytes.empty() ? content_.max_size() : step.offset + step.bytes.size();
        forget_doubtful(step.offset, end);
        carry_out(certain_, step);
    }
    unsynced_.clear();
}

void DiskFile::fail_to_sync()
{
    std::ranges::move(unsynced_, std::back_inserter(doubtful_));
    unsynced_.clear();
}

// What has been written anew is no longer in doubt.
void DiskFile::forget_doubtful(std::size_t begin, std::size_t end)
{
    std::vector<Step> left;
    for (auto& step : doubtful_) {
        const auto step_end = step.offset + step.bytes.size();
        if (step_end <= begin || end <= step.offset) {
            left.push_back(std::move(step));
            continue;
        }
        if (step.offset < begin)
            left.push_back({.offset = step.offset, .bytes = step.bytes.substr(0, begin - step.offset)});
        if (end < step_end) left.push_back({.offset = end, .bytes = step.bytes.substr(end - step.offset)});
    }
    doubtful_ = std::move(left);
}

void DiskFile::survive(std::mt19937_64& chance, int kept_percent)
{
    for (const auto* steps : {&doubtful_, &unsynced_}) {
        for (const auto& step : *steps) {
            if (percent(chance) < kept_percent)
                carry_out(certain_, step);
            else if (percent(chance) < 50)
                tear(certain_, step, chance);
        }
    }
    doubtful_.clear();
    unsynced_.clear();
    content_ = certain_;
}

int Disk::write(DiskFile& file, std::size_t offset, std::string_view bytes)
{
    const auto fault = fault_at(Operation::write);
    if (fault != SQLITE_OK) bytes = bytes.substr(0, bytes.size() / 2);
    if (!bytes.empty() && has_power()) file.take({.offset = offset, .bytes = std::string{bytes}});
    if (!use_power()) return SQLITE_IOERR_WRITE;
    return fault;
}

int Disk::truncate(DiskFile& file, std::size_t size)
{
    if (const auto fault = fault_at(Operation::truncate); fault != SQLITE_OK) return fault;
    if (!use_power()) return SQLITE_IOERR_TRUNCATE;
    file.take({.offset = size, .bytes = {}});
    return SQLITE_OK;
}

int Disk::sync(DiskFile& file, bool names_too)
{
    if (ignores_syncs_) return use_power() ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    if (const auto fault = fault_at(Operation::sync); fault != SQLITE_OK) {
        file.fail_to_sync();
        return fault;
    }
    if (!use_power()) return SQLITE_IOERR_FSYNC;
    file.sync();
    if (names_too) confirm_names();
    return SQLITE_OK;
}

int Disk::remove(const std::string& path, bool names_too)
{
    if (!names_.contains(path)) return SQLITE_IOERR_DELETE_NOENT;
    if (!use_power()) return SQLITE_IOERR_DELETE;
    names_.erase(path);
    unsynced_names_.push_back({.path = path, .file = nullptr});
    if (names_too && !ignores_syncs_) confirm_names();
    return SQLITE_OK;
}

DiskFilePtr Disk::find(const std::string& path) const
{
    const auto found = names_.find(path);
    return found == names_.end() ? nullptr : found->second;
}

DiskFilePtr Disk::make(const std::string& path)
{
    if (!use_power()) return nullptr;
    auto file = std::make_shared<DiskFile>();
    names_[path] = file;
    unsynced_names_.push_back({.path = path, .file = file});
    return file;
}

void Disk::plant(const Fault& fault)
{
    fault_ = fault;
    was_met_ = false;
}

void Disk::heal()
{
    fault_.reset();
}

int Disk::fault_at(Operation operation)
{
    if (!fault_ || fault_->operation != operation) return SQLITE_OK;
    if (fault_->nth > 1) {
        --fault_->nth;
        return SQLITE_OK;
    }
    was_met_ = true;
    last_error_ = fault_->system_error;
    const auto code = fault_->code;
    if (!fault_->for_ever) fault_.reset();
    return code;
}

// Whether one more change can be made.
bool Disk::use_power()
{
    if (!power_for_) return true;
    if (*power_for_ > 0) --*power_for_;
    if (*power_for_ == 0) last_error_ = EIO;
    return *power_for_ > 0;
}

void Disk::confirm_names()
{
    for (auto& [path, file] : unsynced_names_) {
        if (file)
            certain_names_[path] = std::move(file);
        else
            certain_names_.erase(path);
    }
    unsynced_names_.clear();
}

void Disk::lose_power(std::mt19937_64& chance)
{
    constexpr std::array kKept{0, 20, 50, 80, 100}; // percent
    const auto kept = kKept[static_cast<std::size_t>(percent(chance)) % kKept.size()];
    std::erase_if(unsynced_names_, [&](const Name&) { return percent(chance) >= kept; });
    confirm_names();
    names_ = certain_names_;
    for (const auto& [path, file] : names_) file->survive(chance, kept);
    power_for_.reset();
}

} // namespace a2a::fault
