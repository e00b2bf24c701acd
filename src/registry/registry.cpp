// SPDX-License-Identifier: Apache-2.0
#include "registry/registry.hpp"

namespace a2a {
namespace {

const Error kMayNotWrite{Errc::forbidden, "the caller may not write"};

} // namespace

Registry::Registry(Catalog& catalog, Journal& journal, observe::Metrics& metrics, Policy policy,
                   std::size_t waiting_writes_max)
    : catalog_{catalog}, journal_{journal}, refuse_other_endpoint_{policy.refuse_other_endpoint},
      agents_max_{policy.agents_max}, writer_{catalog, journal, metrics, waiting_writes_max}
{
}

void Registry::put(const Caller& caller, Naming naming, std::string id, card::ParsedPtr card,
                   Precondition only_if, Done done)
{
    if (!caller.may_write) return done(kMayNotWrite);
    if (auto fault = card::fault_of_id(id)) return done(Error{Errc::id_invalid, *std::move(fault)});
    writer_.submit({.id = std::move(id),
                    .card = std::move(card),
                    .only_if = std::move(only_if),
                    .refuse_other_endpoint = naming == Naming::by_name && refuse_other_endpoint_.load(),
                    .agents_max = agents_max_.load()},
                   std::move(done));
}

void Registry::remove(const Caller& caller, std::string id, Precondition only_if, Done done)
{
    if (!caller.may_write) return done(kMayNotWrite);
    writer_.submit({.id = std::move(id), .card = nullptr, .only_if = std::move(only_if)}, std::move(done));
}

void Registry::change(Policy policy)
{
    refuse_other_endpoint_ = policy.refuse_other_endpoint;
    agents_max_ = policy.agents_max;
}

} // namespace a2a
