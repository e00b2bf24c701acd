// SPDX-License-Identifier: Apache-2.0
// node openapi.mjs <base> <document>: asks every example of the API document, and compares the answer
// with the document's. Prints how many; ends with 1 when one differs.
import {readFileSync} from 'node:fs';
import {request, post_json, get_json} from './http.mjs';

const [base, file] = process.argv.slice(2);
const api = JSON.parse(readFileSync(file, 'utf8'));

// What an example cannot know: of these members only the kind of value is compared.
const kUnknowable = new Set(['revision', 'etag', 'registered_at', 'updated_at', 'request_id', 'scores', 'version',
    'instance_id', 'memory_usage', 'cpu_percent', 'uptime', 'requests_per_second', 'average_response_time', 'kind']);

const kind_of = value => value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

// Where two values differ, as a pointer, or nothing.
function difference(told, given, at = '', member = '') {
    if (kind_of(told) !== kind_of(given)) return `${at}: ${kind_of(given)}`;
    if (kUnknowable.has(member)) return '';
    if (typeof told !== 'object' || told === null)
        return told === given ? '' : `${at}: ${JSON.stringify(given)}`;
    const names = new Set([...Object.keys(told), ...Object.keys(given)]);
    for (const name of names) {
        if (!(name in told) || !(name in given)) return `${at}/${name}: ${name in given ? 'not told' : 'not there'}`;
        const found = difference(told[name], given[name], `${at}/${name}`, name);
        if (found) return found;
    }
    return '';
}

const lines_of = text => text.trim().split('\n').map(line => JSON.parse(line));

function names_of(operation) {
    const places = [...(operation.parameters ?? []), ...Object.values(operation.requestBody?.content ?? {}),
        ...Object.values(operation.responses).flatMap(answer => Object.values(answer.content ?? {}))];
    return new Set(places.flatMap(place => Object.keys(place.examples ?? {})));
}

// The one answer that has this example: {status, kind, value}.
function answer_of(operation, name) {
    const all = Object.entries(operation.responses).flatMap(([status, answer]) => Object.entries(answer.content ?? {})
        .filter(([, content]) => content.examples?.[name])
        .map(([kind, content]) => ({status: Number(status), kind, value: content.examples[name].value})));
    if (all.length !== 1) throw new Error(`${operation.operationId}: ${name} has ${all.length} answers`);
    return all[0];
}

function target_of(path, operation, name) {
    const query = new URLSearchParams();
    let target = path;
    for (const parameter of operation.parameters ?? []) {
        const value = parameter.examples?.[name]?.value;
        if (value === undefined) continue;
        if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
        else for (const one of [value].flat()) query.append(parameter.name, one);
    }
    return query.size ? `${target}?${query}` : target;
}

// The rule of src/api/openapi_example_rows.cpp.
async function begin_anew(operation) {
    for (const {id} of (await get_json(base, '/agents')).items)
        await request(base, 'DELETE', `/agents/${encodeURIComponent(id)}`);
    const weather = api.paths['/agents'].post.requestBody.content['application/json'].examples.weather.value;
    if (operation.operationId !== 'registerAgent') await post_json(base, '/agents', weather);
}

async function replay(path, verb, operation, name) {
    const told = answer_of(operation, name);
    const [kind, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
    const sent = content?.examples[name].value;
    const body = sent === undefined || typeof sent === 'string' ? sent : JSON.stringify(sent);
    const headers = body === undefined ? {} : {'Content-Type': kind, 'Content-Length': Buffer.byteLength(body)};
    await begin_anew(operation);
    const given = await request(base, verb.toUpperCase(), target_of(path, operation, name), body, {headers});
    if (given.status !== told.status) return `status ${given.status}`;
    if (given.headers['content-type'] !== told.kind) return `content type ${given.headers['content-type']}`;
    const text = given.body.toString();
    return told.kind.endsWith('ndjson') ? difference(lines_of(told.value), lines_of(text))
                                        : difference(told.value, JSON.parse(text));
}

let replayed = 0;
for (const [path, verbs] of Object.entries(api.paths))
    for (const [verb, operation] of Object.entries(verbs)) {
        const names = names_of(operation);
        if (names.size === 0 && operation.tags[0] !== 'status') {
            console.error(`${operation.operationId} has no example`);
            process.exitCode = 1;
        }
        for (const name of names) {
            const fault = await replay(path, verb, operation, name);
            ++replayed;
            if (!fault) continue;
            console.error(`${operation.operationId}, example ${name}: ${fault}`);
            process.exitCode = 1;
        }
    }
console.log(replayed);
process.exit();
