// SPDX-License-Identifier: Apache-2.0
// The raw requests against other servers: which of them reads what we refuse, or otherwise. Prints
// raw/OTHERS.md.
//   node others.mjs <registry's port> <nginx's port> <versions>
import http from 'node:http';
import {cases, sentinel, talk} from './raw.mjs';

const [registry, nginx, versions] = process.argv.slice(2);

// A server of node's own, which answers everything and reads every body.
const node = http.createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('X-Request-Id', request.headers['x-request-id'] ?? '').end());
});
await new Promise(resolve => node.listen(0, '127.0.0.1', resolve));
node.on('clientError', (fault, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));

// How many requests it saw before the sentinel, and what became of the rest.
async function verdict(port, bytes)
{
    const said = await talk(port, Buffer.concat([bytes, sentinel]), 'sentinel');
    const statuses = [...said.matchAll(/HTTP\/1\.[01] (\d\d\d)/g)].map(match => Number(match[1])).filter(status => status >= 200);
    if (said.includes('sentinel')) return `reads ${statuses.length - 1}`;
    const last = statuses.at(-1);
    if (last === undefined) return 'says nothing';
    const read = statuses.length - (last >= 400 ? 1 : 0);
    return (read ? `reads ${read}, then ` : '') + (last >= 400 ? `refuses` : 'closes');
}

const rows = [];
for (const {topic, name, rfc, bytes} of cases()) {
    const verdicts = [];
    for (const port of [registry, nginx, node.address().port]) verdicts.push(await verdict(port, bytes));
    if (verdicts.some(other => other !== verdicts[0])) rows.push(`| ${topic} ${name} | ${rfc} | ${verdicts.join(' | ')} |`);
}
node.close();
console.log(`# Where other servers read otherwise

Of the ${cases().length} raw requests those that ${versions} take otherwise than this registry does. "reads n": so many requests were seen and the
connection lives on. Made by \`./dev others\`; what is refused here and read there is what a request can hide in.

| request | RFC | here | nginx | node |
|---|---|---|---|---|
${rows.join('\n')}`);
process.exit(0);
