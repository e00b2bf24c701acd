// SPDX-License-Identifier: Apache-2.0
// drain.mjs SIGNAL PID BASE LOAD_SECONDS [SERVER]: clients work without a pause; half a second in,
// the process gets the signal. Every request they send must be answered, whole and well.
// With SERVER ("http://…", the process itself, BASE then being a proxy or the same), it must
// also look away at once, announce the end of each connection, and finish a slow upload.
// Prints what failed, and ends with 1 when anything did.
import assert from 'node:assert/strict';
import net from 'node:net';
import {request} from './http.mjs';

const [signal, pid, base, seconds, server] = process.argv.slice(2);
const kClients = 8;
const kBeforeSignal = 500;
const card = JSON.stringify({name: 'drained', url: 'https://drained.example/'});
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const failures = [];
let sent = 0;
let until = Infinity;
let signalled = Infinity; // when the signal had certainly arrived

function judge(answer, began)
{
    if (answer.status >= 300) failures.push(`status ${answer.status}`);
    if (server === base && began > signalled && answer.headers.connection !== 'close') {
        failures.push('an answer during the drain does not announce the end of its connection');
    }
}

// One request after the other: reads, and now and then a write that changes nothing.
async function work()
{
    for (let turn = 0; Date.now() < until; ++turn) {
        ++sent;
        const began = Date.now();
        try {
            judge(turn % 10 === 9 ? await request(base, 'PUT', '/agents/drained', card)
                                  : await request(base, 'GET', '/agents/drained'), began);
        } catch (fault) {
            failures.push(fault.code ?? fault.message);
            await pause(10);
        }
    }
}

const status_of = async path => (await request(server, 'GET', path, undefined, {agent: false})).status;

// A balancer's view: not ready within half a second, alive all the time.
async function looks_away()
{
    const deadline = Date.now() + 500;
    while (await status_of('/readyz') !== 503) assert(Date.now() < deadline, '/readyz stays 200 after the signal');
    signalled = Date.now();
    assert.equal(await status_of('/livez'), 200);
}

function is_refused({hostname, port})
{
    return new Promise(resolve => {
        const probe = net.connect({host: hostname, port}, () => { probe.destroy(); resolve(false); });
        probe.on('error', fault => resolve(fault.code === 'ECONNREFUSED'));
    });
}

// A card that is still arriving, fast enough for the floor of the body rate, when the listener
// closes: accepted work is finished.
async function slow_upload()
{
    const {hostname, port} = new URL(server);
    const body = JSON.stringify({name: 'slow', url: 'https://slow.example/', description: 'x'.repeat(200_000)});
    const socket = net.connect({host: hostname, port});
    let answer = '';
    let fault = '';
    socket.on('data', bytes => { answer += bytes; });
    socket.on('error', error => { fault = error.code; });
    const ended = new Promise(resolve => socket.on('close', resolve));
    socket.write('PUT /agents/slow HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
                 `Content-Length: ${body.length}\r\n\r\n`);
    let from = 0;
    for (; signalled === Infinity || !await is_refused({hostname, port}); from += 2048) {
        assert(from < body.length - 2048, 'the listener did not close in time');
        socket.write(body.slice(from, from + 2048));
        await pause(100);
    }
    socket.write(body.slice(from));
    await Promise.race([ended, pause(10_000)]);
    assert.match(answer, /^HTTP\/1\.1 201 /, `the slow upload got ${JSON.stringify(answer)} ${fault}`);
    const [head, body_got] = answer.split('\r\n\r\n', 2);
    assert.equal(body_got.length, Number(/^content-length: *(\d+)/im.exec(head)?.[1]), 'the answer was cut');
}

assert.equal((await request(base, 'PUT', '/agents/drained', card)).status < 300, true);
const clients = Array.from({length: kClients}, work);
const upload = server ? slow_upload() : undefined;
await pause(kBeforeSignal);
process.kill(Number(pid), signal);
until = Date.now() + seconds * 1000;
if (server) await looks_away();
await Promise.all(clients);
await upload;

assert(sent > 20, `only ${sent} requests were sent`);
console.log(`${sent} requests, ${failures.length} failed`, [...new Set(failures)]);
process.exit(failures.length === 0 ? 0 : 1);
