// SPDX-License-Identifier: Apache-2.0
// streams … | judge.mjs: shows each stream to node's HTTP server (the parser is llhttp, strict as it is by
// default) and compares what it reads with what our connection layer read. That it refuses what we
// accept, or we refuse what it accepts, is counted. That both accept and read different requests is a
// failure: it is how requests are smuggled.
import http from 'node:http';
import {Duplex} from 'node:stream';

// Where node may refuse what we accept. Before it has seen a header section: it does not know the method, finds
// a character in the target, has seen Connection: close before, or a tab behind a Content-Length.
const kMayRefuseHead = new Set(['HPE_INVALID_METHOD', 'HPE_INVALID_URL', 'HPE_CLOSED_CONNECTION', 'HPE_HEADER_OVERFLOW',
    'HPE_INVALID_CONTENT_LENGTH']);
// And after: a trailer that would frame a message, which we discard as any other; blanks around an extension.
const kMayRefuseBody = new Set(['HPE_INVALID_CONTENT_LENGTH', 'HPE_INVALID_TRANSFER_ENCODING', 'HPE_UNEXPECTED_CONTENT_LENGTH',
    'HPE_INVALID_CHUNK_SIZE', 'HPE_STRICT']);
const kShown = 10; // differences told at length

const turn = () => new Promise(resolve => setImmediate(resolve));

// The requests that node reads in these bytes, and the code of its refusal.
class Reader
{
    requests = [];
    refusal = null;
    #server = http.createServer({insecureHTTPParser: false, keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0});

    constructor()
    {
        this.#server.on('request', (request, response) => this.#take(request, response));
        this.#server.on('clientError', fault => { this.refusal ??= fault.code ?? fault.message; });
    }

    #take(request, response)
    {
        const read = {method: request.method, target: request.url, body: '', whole: false,
                      upgrade: request.headers.upgrade !== undefined};
        this.requests.push(read);
        request.on('data', piece => { read.body += piece.toString('hex'); });
        request.on('end', () => { read.whole = true; response.end(); });
        request.on('error', () => {}); // of the end of the connection, which we bring about
    }

    async read(stream)
    {
        this.requests = [];
        this.refusal = null;
        const connection = new Duplex({read() {}, write(piece, encoding, done) { done(); }});
        connection.on('error', () => {});
        this.#server.emit('connection', connection);
        connection.push(stream);
        for (let left = 4; left > 0; --left) await turn();
        const read = {requests: this.requests, refusal: this.refusal};
        connection.destroy();
        return read;
    }
}

// What differs in a way that must not be; null when nothing does. `told` counts what may be.
function difference(ours, theirs, told)
{
    for (const [nth, our] of ours.requests.entries()) {
        const their = theirs.requests[nth];
        const stopped = (part, allowed) => {
            told(`node alone refuses the ${part}: ${theirs.refusal}`);
            return allowed.has(theirs.refusal) ? null : `request ${nth}: node refuses the ${part}: ${theirs.refusal}`;
        };
        if (!their && theirs.refusal) return stopped('head', kMayRefuseHead);
        if (!their && theirs.requests.at(-1)?.upgrade) { // what follows is for the other protocol (RFC 9110 section 7.8)
            told('node alone stops at an Upgrade');
            return null;
        }
        if (!their) return `request ${nth}: node waits for it`;
        if (their.method !== our.method || their.target !== our.target) return `request ${nth}: another request line`;
        if (our.whole && !their.whole)
            return theirs.refusal ? stopped('body', kMayRefuseBody) : `request ${nth}: node waits for its body`;
        if (our.whole && their.body !== our.body) return `request ${nth}: another body`;
        if (!our.whole && ours.end === 'waits' && their.whole) return `request ${nth}: we wait for its body`;
    }
    const more = theirs.requests.length - ours.requests.length;
    if (more > 0 && ours.end === 'waits') return `we wait where node reads ${more} more`;
    if (more > 0) told(`we alone ${ours.end === 'closes' ? 'close' : 'refuse'}`);
    return null;
}

async function* records(input)
{
    let held = Buffer.alloc(0);
    for await (const piece of input) {
        held = Buffer.concat([held, piece]);
        while (held.length >= 4 && held.length >= 4 + held.readUInt32LE(0)) {
            const end = 4 + held.readUInt32LE(0);
            yield held.subarray(4, end);
            held = held.subarray(end);
        }
    }
    if (held.length > 0) throw new Error('the last record is cut short');
}

const reader = new Reader();
const counts = new Map();
const told = what => counts.set(what, (counts.get(what) ?? 0) + 1);
let streams = 0, compared = 0, failures = 0, stream = null;
for await (const record of records(process.stdin)) {
    if (stream === null) { // copied: the record is a view of what is read on
        stream = Buffer.from(record);
        continue;
    }
    const ours = JSON.parse(record.toString());
    const theirs = await reader.read(stream);
    const fault = difference(ours, theirs, told);
    ++streams;
    compared += ours.requests.length;
    if (fault && ++failures <= kShown)
        console.log(`${fault}\n  stream ${JSON.stringify(stream.toString('latin1'))}\n  ours   ${JSON.stringify(ours)}\n  node's ${JSON.stringify(theirs)}`);
    stream = null;
}
for (const [what, times] of [...counts].sort()) console.log(`${String(times).padStart(8)}  ${what}`);
console.log(`${streams} streams, ${compared} requests that we accept, ${failures} framed differently by node ${process.version}`);
process.exitCode = failures > 0 || compared === 0 ? 1 : 0;
