// SPDX-License-Identifier: Apache-2.0
// cards.mjs BASE CARDS_DIR VERDICTS: every real card goes in under its own id, and the accepted
// ones come back byte for byte, alone, in lists, and from every search that should find them.
// VERDICTS is a table "file<TAB>accepted|refused<TAB>dialect<TAB>rules".
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {get_json, post_json, request} from './http.mjs';

// Without insignificant white space; strings and numbers keep their spelling.
export function minified(json)
{
    return json.replace(/("(?:[^"\\]|\\.)*")|\s+/gs, (_, text) => text ?? '');
}

// What the registry answers for a card: the publisher's bytes, but for the one exception that
// the contract makes for the Python registry's own dialect.
export function as_answered(json, dialect)
{
    const text = minified(json);
    const card = JSON.parse(text);
    if (dialect !== 'snake_case' || (card.preferred_transport ?? null) !== null) return text;
    if ('preferred_transport' in card) return text.replace('"preferred_transport":null', '"preferred_transport":"JSONRPC"');
    return text.slice(0, -1) + ',"preferred_transport":"JSONRPC"}';
}

const path_of = id => `/agents/${encodeURIComponent(id)}`;

function verdicts_of(table)
{
    const rows = table.split('\n').filter(line => line && !line.startsWith('#')).map(line => line.split('\t'));
    return rows.filter(([file]) => file.endsWith('.json'))
        .map(([file, verdict, dialect]) => ({file, id: file.slice(0, -'.json'.length), accepted: verdict === 'accepted', dialect}));
}

async function put_all(base, dir, verdicts)
{
    const agents = [];
    for (const {file, id, accepted, dialect} of verdicts) {
        const sent = fs.readFileSync(`${dir}/${file}`);
        const answer = await request(base, 'PUT', path_of(id), sent);
        assert.equal([200, 201].includes(answer.status), accepted, `${file}: ${answer.status} ${answer.body}`);
        if (!accepted) {
            assert.equal(answer.status, 400, file);
            assert(JSON.parse(answer.body).errors?.length > 0, `${file}: refused without a reason: ${answer.body}`);
            continue;
        }
        agents.push({id, text: as_answered(sent.toString(), dialect), card: JSON.parse(sent)});
    }
    return agents;
}

async function come_back_alone(base, agents)
{
    for (const {id, text} of agents) {
        for (const form of ['/card', '/.well-known/agent-card.json', '/.well-known/agent.json']) {
            const answer = await request(base, 'GET', path_of(id) + form);
            assert.equal(answer.status, 200, id + form);
            assert.equal(answer.body.toString(), text, id + form);
        }
        const wrapped = (await request(base, 'GET', path_of(id))).body.toString();
        assert(wrapped.startsWith(`{"agent_card":${text},"id":`), `${id}: ${wrapped}`);
    }
}

async function come_back_in_lists(base, agents)
{
    const whole = (await request(base, 'GET', '/agents')).body.toString();
    for (const {id, text} of agents) assert(whole.includes(text), `the list changed the card of ${id}`);

    const seen = [];
    for (let cursor = ''; cursor !== undefined;) {
        const page = await get_json(base, `/agents?limit=50${cursor && '&cursor=' + cursor}`);
        assert.equal(page.total, agents.length);
        assert.equal(page.count, page.items.length);
        assert(page.items.length > 0 && page.items.length <= 50);
        seen.push(...page.items.map(item => item.id));
        cursor = page.next_cursor;
    }
    assert.deepEqual(seen, agents.map(agent => agent.id), 'pages show each agent once, in order of registration');
}

// value → the ids of the agents that have it.
function index(agents, values_of)
{
    const found = new Map();
    for (const {id, card} of agents) {
        for (const value of new Set(values_of(card))) found.set(value, [...(found.get(value) ?? []), id]);
    }
    return found;
}

const texts = values => (values ?? []).filter(value => typeof value === 'string' && value !== '');
const skills = card => Array.isArray(card.skills) ? card.skills : [];
const is_ascii = text => /^[\x20-\x7e]+$/.test(text);

const kSearches = {
    skills: card => texts(skills(card).map(skill => skill.id)),
    tags: card => texts(skills(card).flatMap(skill => Array.isArray(skill.tags) ? skill.tags : []))
        .filter(is_ascii).map(tag => tag.toLowerCase()),
    provider: card => texts([card.provider?.organization]),
};

// The transport that a client would try first, where the card says so plainly.
function transport_of(card)
{
    const listed = card.supportedInterfaces ?? card.supported_interfaces;
    if (listed === undefined) return texts([card.preferredTransport ?? card.preferred_transport ?? 'JSONRPC']);
    return texts([listed?.[0]?.protocolBinding ?? listed?.[0]?.protocol_binding]);
}

async function are_found(base, agents)
{
    const ids = async query => (await post_json(base, '/agents/search', query)).items.map(item => item.id);
    for (const [member, values_of] of Object.entries(kSearches)) {
        const wanted = index(agents, values_of);
        assert(wanted.size > 0, `no card has ${member}: the check would check nothing`);
        for (const [value, expected] of wanted) {
            assert.deepEqual(await ids({[member]: value}), expected, `${member} ${JSON.stringify(value)}`);
        }
    }
    for (const [transport, expected] of index(agents, transport_of)) {
        const found = new Set(await ids({transport}));
        assert.deepEqual(expected.filter(id => !found.has(id)), [], `transport ${transport}`);
    }
}

// The control for the helpers above: they must not be what makes the bytes equal.
function control()
{
    assert.equal(minified('{ "a b" : [ 1.0 , "\\" c" ]\n}'), '{"a b":[1.0,"\\" c"]}');
    assert.equal(as_answered('{"n": 1e2}', 'snake_case'), '{"n":1e2,"preferred_transport":"JSONRPC"}');
    assert.equal(as_answered('{"preferred_transport": null, "n":1}', 'snake_case'), '{"preferred_transport":"JSONRPC","n":1}');
    assert.equal(as_answered('{"n": 1}', '0.3'), '{"n":1}');
}

const [base, dir, verdicts] = process.argv.slice(2);
control();
const agents = await put_all(base, dir, verdicts_of(fs.readFileSync(verdicts, 'utf8')));
assert(agents.length > 100, `only ${agents.length} cards were accepted`);
await come_back_alone(base, agents);
await come_back_in_lists(base, agents);
await are_found(base, agents);
console.log(`${agents.length} cards came back`);
process.exit(0);
