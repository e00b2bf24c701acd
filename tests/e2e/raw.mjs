// SPDX-License-Identifier: Apache-2.0
// The raw requests of raw/*.tsv, and a client that sends exactly their bytes.
import {readFileSync, readdirSync} from 'node:fs';
import net from 'node:net';

const folder = new URL('raw/', import.meta.url);
const patience = 250; // ms of silence, after which a server is taken to wait for more

export const sentinel = Buffer.from('GET /livez HTTP/1.1\r\nHost: x\r\nX-Request-Id: sentinel\r\nConnection: close\r\n\r\n');

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

export function cases()
{
    const all = [];
    for (const file of readdirSync(folder).filter(name => name.endsWith('.tsv')))
        for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
            const [name, rfc, wanted, bytes] = line.split('\t');
            if (bytes !== undefined) all.push({topic: file.replace('.tsv', ''), name, rfc, wanted, bytes: spell_out(bytes)});
        }
    return all;
}

// What comes back for these bytes until the server closes, falls silent or has said `last`.
export function talk(port, bytes, last)
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
