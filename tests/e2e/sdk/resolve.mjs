// SPDX-License-Identifier: Apache-2.0
// resolve.mjs BASE_URL EXPECTED_NAME: the resolvers of the official SDKs, given ".../agents/{id}/",
// find the agent's card there.
import assert from 'node:assert/strict';
import {DefaultAgentCardResolver as Current} from '@a2a-js/sdk/client';
import {DefaultAgentCardResolver as OfProtocol03} from 'a2a-js-sdk-0-3/client';

const [base, name] = process.argv.slice(2);
assert(base?.endsWith('/'), 'the base URL ends in "/": the SDK resolves the card relative to it');

const resolvers = {
    'current': new Current(),
    'current, reading 0.3 cards': new Current({legacyCompat: {enabled: true}}),
    'of protocol 0.3': new OfProtocol03(),
};
for (const [which, resolver] of Object.entries(resolvers)) {
    const card = await resolver.resolve(base);
    assert.equal(card.name, name, `the SDK (${which}) resolved another card`);
}
