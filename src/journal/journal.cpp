// SPDX-License-Identifier: Apache-2.0
#include "journal/journal.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "observe/log.hpp"

namespace a2a {

void Journal::latch(std::string_view why)
{
    if (latched_.exchange(true)) return;
    log::error("read-only", {{"reason", why}, {"remedy", "look after the storage, then restart"}});
}

std::string draw_history()
{
    const auto bits = random_bits();
    return text::base64url_encode({reinterpret_cast<const char*>(&bits), sizeof bits});
}

} // namespace a2a
