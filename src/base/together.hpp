// SPDX-License-Identifier: Apache-2.0
// What becomes ready for an event loop together goes there together: the loop is woken once for all of it,
// and whoever hands it over is not pushed off its core by the first of many.
//
//     const Together together;
//     for (…) Together::post(work); // at the end of the scope, once for each loop
//
// Outside of such a scope, post() posts at once. A scope belongs to its thread and does not lie in another.
#pragma once

#include <memory>
#include <vector>

namespace a2a {

// Waits for something on the thread of an event loop.
class Resumable {
public:
    using All = std::vector<std::shared_ptr<Resumable>>;

    Resumable() = default;
    Resumable(const Resumable&) = delete;
    Resumable& operator=(const Resumable&) = delete;
    virtual ~Resumable() = default;

    virtual void resume() = 0; // on the loop's thread, once
    virtual const void* loop() const = 0;
    virtual void post(All all) const = 0; // to this one's loop, which is that of all
};

class Together {
public:
    Together();
    ~Together();
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;

    static void post(std::shared_ptr<Resumable> work);

private:
    std::vector<Resumable::All> by_loop_;
};

} // namespace a2a
