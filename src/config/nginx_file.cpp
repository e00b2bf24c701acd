// SPDX-License-Identifier: Apache-2.0
#include "config/nginx_file.hpp"

#include <algorithm>
#include <utility>

namespace a2a::config {

namespace {

constexpr std::size_t kDepthMax = 32;

class Parser {
public:
    explicit Parser(std::string_view text) : text_{text} {}

    NginxFile run()
    {
        NginxFile file{.directives = block(0), .fault = {}};
        file.fault = std::move(fault_);
        return file;
    }

private:
    // Up to the '}' of this block, or the end of the text where there is none to wait for.
    std::vector<NginxDirective> block(std::size_t depth)
    {
        std::vector<NginxDirective> directives;
        NginxDirective next;
        while (!fault_ && skip_blanks()) {
            const char c = text_[at_];
            if (c == ';' || c == '{' || c == '}') ++at_;
            if (c == '}') return close(depth, next, std::move(directives));
            if (c != ';' && c != '{') {
                if (next.words.empty()) next.line = line_;
                next.words.push_back(word());
                continue;
            }
            if (next.words.empty()) fail("a directive without a name");
            if (c == '{' && depth == kDepthMax) fail("blocks are nested too deep");
            if (c == '{' && !fault_) next.block = block(depth + 1);
            directives.push_back(std::exchange(next, {}));
        }
        if (depth > 0) fail("a '{' is not closed");
        if (!next.words.empty()) fail("'" + next.words.front() + "' does not end in ';'");
        return directives;
    }

    std::vector<NginxDirective> close(std::size_t depth, const NginxDirective& unfinished,
                                      std::vector<NginxDirective> directives)
    {
        if (depth == 0) fail("a '}' closes nothing");
        if (!unfinished.words.empty()) fail("'" + unfinished.words.front() + "' does not end in ';'");
        return directives;
    }

    // Quoted, or up to what ends a word. A '{' within one belongs to a variable: ${name}.
    std::string word()
    {
        const char quote = text_[at_];
        if (quote == '"' || quote == '\'') return quoted(quote);
        const auto begin = at_;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\\')
                ++at_;
            else if (is_blank(c) || c == ';' || (c == '{' && text_[at_ - 1] != '$'))
                break;
        }
        at_ = std::min(at_, text_.size());
        return std::string{text_.substr(begin, at_ - begin)};
    }

    std::string quoted(char quote)
    {
        std::string word;
        for (++at_; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == quote) {
                ++at_;
                return word;
            }
            if (c == '\n') ++line_;
            if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == quote) c = text_[++at_];
            word += c;
        }
        fail("a quotation is not closed");
        return word;
    }

    // Whether anything follows blanks and comments.
    bool skip_blanks()
    {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size());
            if (at_ == text_.size() || !is_blank(text_[at_])) break;
            if (text_[at_] == '\n') ++line_;
        }
        return at_ < text_.size();
    }

    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    void fail(const std::string& what)
    {
        if (!fault_) fault_ = std::to_string(line_) + ": " + what;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::optional<std::string> fault_;
};

} // namespace

NginxFile parse_nginx(std::string_view text)
{
    return Parser{text}.run();
}

} // namespace a2a::config
