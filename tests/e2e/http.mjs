// SPDX-License-Identifier: Apache-2.0
// A small HTTP client whose answers are bytes. A base is "http://host:port" or "unix:/path".
import http from 'node:http';

const agent = new http.Agent({keepAlive: true});

function address(base)
{
    if (base.startsWith('unix:')) return {socketPath: base.slice('unix:'.length)};
    const {hostname, port} = new URL(base);
    return {hostname, port};
}

// Settles when the whole answer is here: {status, headers, body}.
export function request(base, method, path, body = undefined, options = {})
{
    return new Promise((resolve, reject) => {
        const headers = body === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body)};
        const call = http.request({...address(base), agent, method, path, headers, ...options}, answer => {
            const chunks = [];
            answer.on('data', chunk => chunks.push(chunk));
            answer.on('error', reject);
            answer.on('end', () => resolve({status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks)}));
        });
        call.on('error', reject);
        call.end(body);
    });
}

export async function get_json(base, path)
{
    return JSON.parse((await request(base, 'GET', path)).body);
}

export async function post_json(base, path, value)
{
    return JSON.parse((await request(base, 'POST', path, JSON.stringify(value))).body);
}
