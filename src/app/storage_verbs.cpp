// SPDX-License-Identifier: Apache-2.0
#include "app/storage_verbs.hpp"

#include "app/import_target.hpp"
#include "app/importer.hpp"
#include "app/progress.hpp"
#include "base/new_file.hpp"
#include "journal/backup.hpp"
#include "journal/snapshot.hpp"
#include "journal/verify.hpp"
#include "observe/log.hpp"

#include <unistd.h>

#include <iomanip>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>

namespace a2a {
namespace {

constexpr std::size_t kWriteBytes = 1024 * 1024;

std::string mebibytes(std::uint64_t bytes)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / (1024 * 1024) << " MiB";
    return std::move(text).str();
}

int complain(Console console, const std::string& line)
{
    console.err << "a2a-registry: " << line << '\n';
    return 1;
}

// Whole lines, some hundreds at a time, to a file or the standard output.
class Lines {
public:
    explicit Lines(NewFile* file) : file_{file} {}

    void add(std::string_view line)
    {
        held_.append(line).append("\n");
        if (held_.size() >= kWriteBytes) flush();
    }
    void flush()
    {
        if (file_ != nullptr)
            file_->write(held_);
        else
            write_all(STDOUT_FILENO, held_, "the standard output");
        held_.clear();
    }

private:
    NewFile* const file_;
    std::string held_;
};

Result<std::unique_ptr<ImportTarget>> target_of(const ImportVerb& verb, const Config& config)
{
    if (!verb.server.url.empty()) {
        auto client = connect(verb.server);
        if (!client) return std::move(client).error();
        return import_over_http(*std::move(client));
    }
    try {
        return import_into_data_dir(config);
    } catch (const StorageInUse& refusal) {
        throw StorageRefused{std::string{refusal.what()} + ", or import into the one that runs with --url"};
    }
}

} // namespace

int run(const ExportVerb& verb, const Config& config, Console console)
{
    const DataDir dir{config.store.data_dir};
    std::optional<NewFile> file;
    if (!verb.output.empty()) {
        refuse_inside(dir, verb.output);
        file.emplace(verb.output, NewFile::Over::existing);
    }
    Progress progress{console.err, console.terminal, "exporting"};
    Snapshot snapshot{verb.file.empty() ? dir.database() : std::filesystem::path{verb.file}};
    Lines lines{file ? &*file : nullptr};
    snapshot.read([&](const Registration& registration,
                      std::string_view card) { lines.add(print(registration, card)); },
                  [&](std::uint64_t done, std::uint64_t total) { progress.at(done, total); });
    lines.flush();
    if (!file) return 0;
    file->publish();
    progress.clear();
    console.out << "exported " << snapshot.agents() << " agents at revision " << snapshot.head() << " to "
                << verb.output << '\n';
    return console.out.flush() ? 0 : 1;
}

int run(const ImportVerb& verb, const Config& config, Console console)
{
    log::start(log::Level::warning, log::Format::text, stderr);
    const auto files = import_files(verb.inputs);
    if (!files) return complain(console, files.error().detail);
    auto target = target_of(verb, config);
    if (!target) return complain(console, target.error().detail);
    Progress progress{console.err, console.terminal, "importing"};
    Importer importer{**target, console.err, progress};
    const auto done = importer.run(*files);
    progress.clear();
    console.out << summary(importer.tally()) << std::endl;
    if (!done) return complain(console, done.error().detail + "; not everything was imported");
    return importer.tally().refused == 0 && console.out ? 0 : 1;
}

int run(const BackupVerb& verb, const Config& config, Console console)
{
    Progress progress{console.err, console.terminal, "copying"};
    const auto over = verb.force ? NewFile::Over::existing : NewFile::Over::nothing;
    const auto done = back_up(DataDir{config.store.data_dir}, verb.file, over,
                              [&](std::uint64_t pages, std::uint64_t total) { progress.at(pages, total); });
    progress.clear();
    console.out << "backed up " << done.agents << " agents at revision " << done.head << " to " << verb.file
                << " (" << mebibytes(done.bytes) << ")\n";
    return console.out.flush() ? 0 : 1;
}

int run(const VerifyVerb& verb, const Config& config, Console console)
{
    Progress progress{console.err, console.terminal, "verifying"};
    const Steps steps = [&](std::uint64_t done, std::uint64_t total) { progress.at(done, total); };
    const auto verdict =
        verb.file.empty() ? verify(DataDir{config.store.data_dir}, steps) : verify_file(verb.file, steps);
    progress.clear();
    for (const auto& line : verdict.checked) console.out << line << '\n';
    console.out.flush();
    for (const auto& fault : verdict.faults) complain(console, fault);
    if (verdict.faults.empty()) console.out << "ok\n";
    return verdict.faults.empty() && console.out.flush() ? 0 : 1;
}

} // namespace a2a
