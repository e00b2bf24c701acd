// SPDX-License-Identifier: Apache-2.0
#include "journal/journal.hpp"

#include "observe/log.hpp"

namespace a2a {

void Journal::latch(std::string_view why)
{
    if (latched_.exchange(true)) return;
    log::error("read-only", {{"reason", why}, {"remedy", "look after the storage, then restart"}});
}

} // namespace a2a
