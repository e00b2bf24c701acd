// SPDX-License-Identifier: Apache-2.0
#include "cards/cards.hpp"
#include "cards/json_writer.hpp"

namespace a2a::bench {

MadeCard guide_card(std::uint64_t index)
{
    const auto number = std::to_string(index);
    const auto kind = std::to_string(index % 20);
    MadeCard made{.name = "bench-agent-" + number,
                  .json = {},
                  .style = Style::snake_case,
                  .description = "Test agent number " + number,
                  .skill_ids = {"skill-" + kind},
                  .tag_counts = {1},
                  .tag = "tag-" + kind};
    const auto skill = Writer{}
                           .text("id", made.skill_ids[0])
                           .text("name", "Skill " + kind)
                           .text("description", "Does the work")
                           .raw("tags", '[' + quoted(made.tag) + ']')
                           .object();
    made.json = Writer{}
                    .text("name", made.name)
                    .text("description", made.description)
                    .text("url", "http://localhost:3000/agents/" + number)
                    .text("version", "1.0.0")
                    .text("protocol_version", "0.3.0")
                    .raw("capabilities", R"({"streaming":true})")
                    .raw("skills", '[' + skill + ']')
                    .object();
    return made;
}

} // namespace a2a::bench
