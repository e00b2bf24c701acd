// SPDX-License-Identifier: Apache-2.0
// What a thread says of itself to the kernel.
#pragma once

namespace a2a {

// The name that tools show for the calling thread; at most 15 characters.
void name_thread(const char* name);

// From now on the calling thread gets a core only when those that serve requests leave one, or
// a small share of it.
void give_way();

} // namespace a2a
