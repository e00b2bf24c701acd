// SPDX-License-Identifier: Apache-2.0
#include "config/load.hpp"

#include "base/text.hpp"
#include "config/file.hpp"
#include "config/rows.hpp"
#include "config/values.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace a2a::config {

namespace {

constexpr std::string_view kPrefix = "REGISTRY_";
constexpr std::string_view kFileVariable = "REGISTRY_CONFIG";

// Kubernetes and docker links put REGISTRY_PORT=tcp://10.0.0.1:80 beside a service called "registry".
bool is_injected(std::string_view value)
{
    return value.starts_with("tcp://");
}

std::string_view value_in(const Environment& environment, std::string_view variable)
{
    const auto found = environment.find(variable);
    return found == environment.end() || is_injected(found->second) ? std::string_view{} : found->second;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& names)
{
    const std::vector<std::string_view> candidates{names.begin(), names.end()};
    const auto meant = text::nearest(word, candidates);
    return meant ? ", did you mean '" + std::string{*meant} + "'?" : "";
}

// One load: the sources in the order of their strength, each over the one before.
class Loader {
public:
    Loaded run(const Flags& flags, const Environment& environment)
    {
        loaded_.origins.assign(rows().size(), "default");
        const auto file = flags.file.empty() ? std::string{value_in(environment, kFileVariable)} : flags.file;
        if (!file.empty()) take_file(file);
        take_environment(environment);
        take_flags(flags);
        if (loaded_.errors.empty()) loaded_.errors = check(loaded_.config);
        // They quote what was given, which may be anything.
        for (auto* complaints : {&loaded_.errors, &loaded_.warnings})
            for (auto& complaint : *complaints) complaint = harmless(std::move(complaint));
        return std::move(loaded_);
    }

private:
    // `name` is how this source calls the option.
    void apply(std::size_t index, std::string_view text, const std::string& name, const std::string& origin)
    {
        if (const auto complaint = rows()[index].parse(loaded_.config, text)) {
            loaded_.errors.push_back(name + " " + *complaint);
        } else {
            loaded_.origins[index] = origin;
        }
    }

    void take_file(const std::string& path)
    {
        auto content = read_file(path);
        std::ranges::move(content.errors, std::back_inserter(loaded_.errors));
        for (const auto& [key, text, line] : content.values) {
            const auto origin = path + ":" + std::to_string(line);
            const auto row = std::ranges::find(rows(), key, &Row::key);
            if (row == rows().end()) {
                std::vector<std::string> keys;
                for (const auto& known : rows()) keys.emplace_back(known.key);
                loaded_.errors.push_back(origin + ": unknown key '" + key + "'" + suggestion(key, keys));
            } else {
                apply(static_cast<std::size_t>(row - rows().begin()), text, origin + ": " + key, origin);
            }
        }
    }

    void take_environment(const Environment& environment)
    {
        std::vector<std::string> known{std::string{kFileVariable}};
        for (std::size_t i = 0; i < rows().size(); ++i) {
            std::vector<std::string> variables{variable_of(rows()[i].key)};
            variables.insert(variables.end(), rows()[i].aliases.begin(), rows()[i].aliases.end());
            known.insert(known.end(), variables.begin(), variables.end());
            // The canonical name first; an empty variable counts as none.
            const auto set = std::ranges::find_if(
                variables, [&](const auto& variable) { return !value_in(environment, variable).empty(); });
            if (set != variables.end()) apply(i, value_in(environment, *set), *set, *set);
        }
        warn_of_others(environment, known);
    }

    void warn_of_others(const Environment& environment, const std::vector<std::string>& known)
    {
        for (auto it = environment.lower_bound(kPrefix);
             it != environment.end() && it->first.starts_with(kPrefix); ++it) {
            const auto& [variable, value] = *it;
            if (is_injected(value)) {
                loaded_.warnings.push_back(variable +
                                           " is ignored: an address that an orchestrator put there");
            } else if (std::ranges::find(known, variable) == known.end()) {
                loaded_.warnings.push_back("unknown variable " + variable + suggestion(variable, known));
            }
        }
    }

    void take_flags(const Flags& flags)
    {
        for (std::size_t i = 0; i < rows().size(); ++i) {
            const auto given = flags.values.find(rows()[i].key);
            const auto name = flag_of(rows()[i].key);
            if (given != flags.values.end()) apply(i, given->second, name, name);
        }
    }

    Loaded loaded_;
};

} // namespace

Environment environment()
{
    Environment all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text{*entry};
        const auto equals = text.find('=');
        if (equals != std::string_view::npos) all.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return all;
}

Loaded load(const Flags& flags, const Environment& environment)
{
    return Loader{}.run(flags, environment);
}

} // namespace a2a::config
