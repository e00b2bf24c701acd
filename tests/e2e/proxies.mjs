// SPDX-License-Identifier: Apache-2.0
// Sends every raw request (raw/*.tsv) through a proxy, and looks whether the registry behind it did
// anything that nobody asked for.
//   node proxies.mjs <registry url> <proxy's port>
import {readFileSync, readdirSync} from 'node:fs';
import net from 'node:net';
import {request} from './http.mjs';

const registry = process.argv[2], port = Number(process.argv[3]);
const folder = new URL('raw/', import.meta.url);
const patience = 250; // ms of silence, after which a proxy is taken to wait for more

// As raw/README.md spells bytes.
function spell_out(text)
{
    const parts = [];
    for (let rest = text; rest;) {
        const many = /^\{([^{}]*)\*(\d+)\}/.exec(rest);
        const escape = /^\\(?:x([0-9a-f]{2})|([rnt0\\]))/.exec(rest);
        const plain = /^[^{|\\]+/.exec(rest);
        const token = many ?? escape ?? plain;
        if (many) parts.push(Buffer.concat(Array(Number(many[2])).fill(spell_out(many[1]))));
        else if (escape?.[1]) parts.push(Buffer.from(escape[1], 'hex'));
        else if (escape) parts.push(Buffer.from({r: '\r', n: '\n', t: '\t', 0: '\0', '\\': '\\'}[escape[2]]));
        else if (plain) parts.push(Buffer.from(plain[0]));
        else parts.push(Buffer.from(rest[0] === '|' ? '\r\n' : rest[0]));
        rest = rest.slice(token ? token[0].length : 1);
    }
    return Buffer.concat(parts);
}

function cases()
{
    const all = [];
    for (const file of readdirSync(folder).filter(name => name.endsWith('.tsv')))
        for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
            const [name, , , bytes] = line.split('\t');
            if (bytes !== undefined) all.push({name: `${file}: ${name}`, bytes: spell_out(bytes)});
        }
    return all;
}

// What comes back for these bytes until the proxy closes, falls silent or has said `last`.
function talk(bytes, last)
{
    return new Promise(resolve => {
        let said = '';
        const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
        const end = () => { socket.destroy(); resolve(said); };
        socket.setTimeout(patience, end);
        socket.on('error', end);
        socket.on('close', end);
        socket.on('data', data => {
            said += data.toString('latin1');
            if (said.includes(last)) end();
        });
    });
}

let probes = 0;
// Whoever comes next gets the answer to what it asked, not to what somebody else smuggled in.
async function next_is_answered_rightly()
{
    const id = `probe-${++probes}`;
    const said = await talk(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nConnection: close\r\n\r\n`, '\r\n\r\n{');
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
const sentinel = Buffer.from('GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: sentinel\r\nConnection: close\r\n\r\n');
await plant_canary();
const left = cases(), count = left.length;
await Promise.all(Array.from({length: 8}, async () => {
    while (left.length > 0) {
        const {name, bytes} = left.shift();
        await talk(Buffer.concat([bytes, sentinel]), 'sentinel');
        if (!await next_is_answered_rightly()) faults.push(`${name}: the next request got another's answer`);
        if (!await canary_lives()) {
            faults.push(`${name}: the canary is gone, here or in a case beside it`);
            await plant_canary();
        }
    }
}));

// That nothing was found says something: the proxy holds a DELETE back, and one that gets through is seen.
await talk('DELETE /agents/canary HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n\r\n');
if (!await canary_lives()) faults.push('the proxy lets a DELETE pass');
await request(registry, 'DELETE', '/agents/canary');
if (await canary_lives()) faults.push('a DELETE that gets through is not seen');

for (const fault of faults) console.error(fault);
console.log(`${count} requests, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
