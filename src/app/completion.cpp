// SPDX-License-Identifier: Apache-2.0
#include "app/manual.hpp"
#include "config/rows.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <string_view>

namespace a2a {
namespace {

std::string flags_of(const CLI::App& app)
{
    std::string flags;
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames()) flags.append(flags.empty() ? "--" : " --").append(name);
    return flags;
}

// "standard, strict, lenient" as bash wants words.
std::string words_of(std::string_view range)
{
    std::string words;
    for (const char letter : range)
        if (letter != ',') words += letter;
    return words;
}

// What may follow a flag: the values of a choice; of any other option files, which is what bash does
// when it is told nothing.
std::string values()
{
    std::string cases;
    for (const auto& row : config::rows())
        if (row.kind == config::Kind::choice)
            cases.append("        ")
                .append(config::flag_of(row.key))
                .append(") words=\"")
                .append(words_of(row.range))
                .append("\" ;;\n");
    return cases;
}

} // namespace

std::string bash_completion(const CLI::App& app)
{
    std::string verbs;
    std::string cases;
    for (const auto* verb : app.get_subcommands({})) {
        verbs.append(verbs.empty() ? "" : " ").append(verb->get_name());
        cases.append("            ")
            .append(verb->get_name())
            .append(") words=\"")
            .append(flags_of(*verb))
            .append("\" ;;\n");
    }
    return "# bash completion for a2a-registry\n"
           "_a2a_registry()\n{\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=\n"
           "    COMPREPLY=()\n"
           "    case $before in\n" +
           values() +
           "    esac\n"
           "    if [[ -z $words && $word == -* ]]; then\n"
           "        case ${COMP_WORDS[1]} in\n" +
           cases + "            *) words=\"" + flags_of(app) +
           "\" ;;\n        esac\n"
           "    elif [[ -z $words && $COMP_CWORD == 1 ]]; then\n"
           "        words=\"" +
           verbs +
           "\"\n    fi\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
           "}\n"
           "complete -o default -F _a2a_registry a2a-registry\n";
}

} // namespace a2a
