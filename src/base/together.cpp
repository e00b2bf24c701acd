// SPDX-License-Identifier: Apache-2.0
#include "base/together.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace a2a {
namespace {

thread_local Together* current = nullptr;

void post_all(Resumable::All all)
{
    const auto first = all.front();
    first->post(std::move(all));
}

} // namespace

Together::Together()
{
    assert(current == nullptr);
    current = this;
}

Together::~Together()
{
    current = nullptr;
    for (auto& all : by_loop_) post_all(std::move(all));
}

void Together::post(std::shared_ptr<Resumable> work)
{
    if (current == nullptr) return post_all({std::move(work)});
    auto& by_loop = current->by_loop_;
    auto at =
        std::ranges::find_if(by_loop, [&](const auto& all) { return all.front()->loop() == work->loop(); });
    if (at == by_loop.end()) at = by_loop.emplace(at);
    at->push_back(std::move(work));
}

} // namespace a2a
