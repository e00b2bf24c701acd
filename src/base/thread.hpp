// SPDX-License-Identifier: Apache-2.0
// What a thread says of itself to the kernel. None of it can fail in a way that matters: a
// kernel that does not listen runs the thread as any other.
#pragma once

namespace a2a {

// The name that tools show for the calling thread; at most 15 characters.
void name_thread(const char* name);

// How far a thread steps back behind those that serve requests, as nice levels (sched(7)).
enum class Behind : int {
    a_little = 5, // holds what they need now and then, so that it must not starve: a third of a share
    far = 10,     // a tenth of a share of a core that is never idle
};

// For the rest of the calling thread's life.
void give_way(Behind behind);

// The calling thread runs often and briefly, and wants to be run as soon as it wakes rather
// than when the turn of another has ended. Heard by Linux 6.12 and later (sched_setattr(2)).
void take_short_turns();

// Between two pieces of work: whoever waits for the calling thread's core has it now, if the caller has used
// a turn's worth of CPU since it last asked. By itself the kernel looks at that only when it ticks, 4 ms
// apart, and one that wakes having had more than its share lately, as a busy worker has, does not take the
// core. Does nothing for a thread that takes no short turns.
void offer_turn();

} // namespace a2a
