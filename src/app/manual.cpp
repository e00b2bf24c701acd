// SPDX-License-Identifier: Apache-2.0
#include "app/manual.hpp"

#include "app/version.hpp"
#include "config/rows.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <string_view>

namespace a2a {
namespace {

// Text for roff: '-' is a hyphen there and '\' begins a request; so do '.' and ''' in front.
std::string roff(std::string_view text)
{
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) out = "\\&";
    for (const char letter : text) {
        if (letter == '\\') {
            out += "\\e";
            continue;
        }
        if (letter == '-') out += '\\';
        out += letter;
    }
    return out;
}

// "-h, --help", or the name of what stands without one.
std::string name_of(const CLI::Option& option)
{
    if (option.nonpositional()) return option.get_name(false, true);
    return option.get_positional() ? option.get_name(true) : option.get_name();
}

void add_paragraph(std::string& page, std::string_view name, std::string_view value, std::string_view text)
{
    page.append(".TP\n\\fB").append(roff(name)).append("\\fR");
    if (!value.empty()) page.append(" \\fI").append(roff(value)).append("\\fR");
    page.append("\n").append(roff(text)).append("\n");
}

bool is_row(const CLI::Option& option)
{
    for (const auto& row : config::rows())
        if (option.check_name(config::flag_of(row.key))) return true;
    return false;
}

void add_verb(std::string& page, const CLI::App& verb)
{
    page.append(".SS ").append(roff(verb.get_name())).append("\n");
    page.append(roff(verb.get_description())).append(".\n");
    bool takes_rows = false;
    for (const auto* option : verb.get_options()) {
        takes_rows = takes_rows || is_row(*option);
        if (is_row(*option) || option->check_name("--help")) continue;
        auto text = option->get_description();
        if (!option->get_envname().empty()) text += " (variable " + option->get_envname() + ")";
        if (!option->get_default_str().empty()) text += "; default " + option->get_default_str();
        add_paragraph(page, name_of(*option), "", text);
    }
    if (takes_rows) page += ".PP\nIt takes options of the server, too; its \\-\\-help lists them.\n";
}

void add_options(std::string& page)
{
    std::string_view group;
    for (const auto& row : config::rows()) {
        if (row.group != group) page.append(".SS ").append(roff(row.group)).append("\n");
        group = row.group;
        auto text = std::string{row.help} + ". Variable " + config::variable_of(row.key);
        for (const auto alias : row.aliases) text.append(" or ").append(alias);
        const auto value = row.print(Config{});
        text += "; default " + (value.empty() ? "none" : value);
        if (row.reloadable) text += "; read again on SIGHUP";
        add_paragraph(page, config::flag_of(row.key), row.range, text + ".");
    }
}

constexpr std::string_view kEnd =
    R"(.SH SIGNALS
.TP
SIGTERM, SIGINT
Stop: serve on for drain_delay while load balancers look away, then finish what is under way.
.TP
SIGHUP
Read the configuration again, as far as it can change at run time.
.SH FILES
.TP
/etc/a2a\-registry/registry.toml
The configuration of the service.
.TP
/var/lib/a2a\-registry
Its agents.
.SH EXIT STATUS
0 when everything asked for was done, 1 otherwise.
)";

} // namespace

// No hyphenation (.nh): who looks for REGISTRY_PORT must find it in one piece.
std::string manual_page(const CLI::App& app)
{
    std::string page =
        ".\\\" SPDX-License-Identifier: Apache-2.0\n.TH A2A\\-REGISTRY 1 \"\" \"a2a\\-registry ";
    page.append(kVersion).append(
        "\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\na2a\\-registry \\- registry of A2A agent cards\n");
    page += ".SH SYNOPSIS\n.B a2a\\-registry\n[\\fIverb\\fR] [\\fIoption\\fR ...]\n.SH DESCRIPTION\n";
    page.append(roff(app.get_description())).append(".\n");
    page +=
        "An option is set by a flag, else by its variable, else in the file that \\-\\-config names (TOML, "
        "the flag's name with underscores), else it has its default.\n.SH VERBS\n";
    for (const auto* verb : app.get_subcommands({})) add_verb(page, *verb);
    page += ".SH OPTIONS\n";
    for (const auto* option : app.get_options())
        if (!is_row(*option)) add_paragraph(page, name_of(*option), "", option->get_description());
    add_options(page);
    return page.append(kEnd);
}

} // namespace a2a
