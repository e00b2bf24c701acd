// SPDX-License-Identifier: Apache-2.0
#include "fault/sample_store.hpp"

#include "support/agents.hpp"

#include <fstream>

namespace a2a::fault {
namespace {

WallTime now()
{
    return test::at_second(0);
}

// Registers, replaces and removes, ten agents with a commit.
void write_agents(Life& life, Ledger& ledger, int begin, int end)
{
    const auto commit = [&](std::vector<Intent> batch) {
        ledger = ledger.after(batch);
        life.commit(std::move(batch));
    };
    for (auto ten = begin; ten < end; ten += 10) {
        std::vector<Intent> first, then;
        for (auto i = ten; i < ten + 10; ++i) {
            const auto id = "agent-" + std::to_string(i);
            first.push_back(test::put(id, test::at_host("host-" + std::to_string(i) + ".example")));
            if (i % 3 == 0) then.push_back(test::removal(id));
            if (i % 3 == 1)
                then.push_back(test::put(id, test::at_host("new-" + std::to_string(i) + ".example")));
        }
        commit(std::move(first));
        commit(std::move(then));
    }
}

Sample make_sample(bool is_killed)
{
    support::TempDir dir;
    Sample sample;
    std::optional<Life> life;
    life.emplace(SqliteOptions{.directory = dir.path()}, now);
    write_agents(*life, sample.ledger, 0, 200);
    life.reset();
    life.emplace(SqliteOptions{.directory = dir.path()}, now);
    write_agents(*life, sample.ledger, 200, 260);
    if (!is_killed) life.reset();
    sample.files = read_files(dir.path());
    sample.files.erase("registry.db-shm"); // which the next process makes anew
    return sample;
}

} // namespace

const Sample& closed_sample()
{
    static const auto sample = make_sample(false);
    return sample;
}

const Sample& killed_sample()
{
    static const auto sample = make_sample(true);
    return sample;
}

Files read_files(const std::filesystem::path& folder)
{
    Files files;
    for (const auto& item : std::filesystem::directory_iterator{folder}) {
        std::ifstream in{item.path(), std::ios::binary};
        std::string content(item.file_size(), '\0');
        in.read(content.data(), static_cast<std::streamsize>(content.size()));
        files[item.path().filename().string()] = std::move(content);
    }
    return files;
}

Opened::Opened(const Files& files)
{
    for (const auto& [name, content] : files) dir_.write(name, content);
    try {
        life_.emplace(SqliteOptions{.directory = dir_.path()}, now);
    } catch (const StorageRefused& refused) {
        refusal_ = refused.what();
    }
}

} // namespace a2a::fault
