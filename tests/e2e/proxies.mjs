// SPDX-License-Identifier: Apache-2.0
// Sends every raw request (raw/*.tsv) through a proxy, and looks whether the registry behind it did
// anything that nobody asked for.
//   node proxies.mjs <registry url> <proxy's port>
import {request} from './http.mjs';
import {cases, sentinel, talk} from './raw.mjs';

const registry = process.argv[2], port = Number(process.argv[3]);

let probes = 0;
// Whoever comes next gets the answer to what it asked, not to what somebody else smuggled in.
async function next_is_answered_rightly()
{
    const id = `probe-${++probes}`;
    const said = await talk(port, `GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nConnection: close\r\n\r\n`, '\r\n\r\n{');
    return said.startsWith('HTTP/1.1 200') && (said.match(/HTTP\/1\.1/g) ?? []).length === 1 &&
        said.toLowerCase().includes(`x-request-id: ${id}`);
}

async function canary_lives()
{
    return (await request(registry, 'GET', '/agents/canary')).status === 200;
}

async function plant_canary()
{
    const card = {name: 'Canary', description: 'Sings', url: 'https://canary.example/a2a', version: '1', protocolVersion: '0.3.0',
        capabilities: {}, defaultInputModes: ['text'], defaultOutputModes: ['text'],
        skills: [{id: 'sing', name: 'Sing', description: 'Sings', tags: ['song']}]};
    const {status, body} = await request(registry, 'PUT', '/agents/canary', JSON.stringify(card));
    if (status >= 300) throw new Error(`the canary was not registered: ${body}`);
}

const faults = [];
await plant_canary();
const left = cases(), count = left.length;
await Promise.all(Array.from({length: 8}, async () => {
    while (left.length > 0) {
        const {topic, name, bytes} = left.shift();
        await talk(port, Buffer.concat([bytes, sentinel]), 'sentinel');
        if (!await next_is_answered_rightly()) faults.push(`${topic} ${name}: the next request got another's answer`);
        if (!await canary_lives()) {
            faults.push(`${topic} ${name}: the canary is gone, here or in a case beside it`);
            await plant_canary();
        }
    }
}));

// That nothing was found says something: the proxy holds a DELETE back, and one that gets through is seen.
await talk(port, 'DELETE /agents/canary HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n');
if (!await canary_lives()) faults.push('the proxy lets a DELETE pass');
await request(registry, 'DELETE', '/agents/canary');
if (await canary_lives()) faults.push('a DELETE that gets through is not seen');

for (const fault of faults) console.error(fault);
console.log(`${count} requests, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
