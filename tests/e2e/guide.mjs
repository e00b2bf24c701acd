// SPDX-License-Identifier: Apache-2.0
// What the performance guide's load test does, with another client than ours: registers so many
// agents, some at a time, and tells how it went.
//   node guide.mjs <url> <agents> <at a time>
import {request} from './http.mjs';

const [base, agents, at_once] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

function card(number)
{
    return JSON.stringify({
        agent_card: {
            name: `load-test-agent-${number}`,
            description: `Load test agent ${number}`,
            url: `http://localhost:3000/agents/${number}`,
            version: '1.0.0',
            protocol_version: '0.3.0',
            capabilities: {streaming: true},
            skills: [{id: `skill_${number % 10}`, name: `Skill ${number % 10}`, description: 'Load test skill', tags: ['load']}],
        },
    });
}

let next = 0, failed = 0;
async function worker()
{
    while (next < agents) {
        const {status} = await request(base, 'POST', '/agents', card(next++)).catch(fault => ({status: String(fault)}));
        if (status !== 201) ++failed;
    }
}

const began = performance.now();
await Promise.all(Array.from({length: at_once}, worker));
const seconds = (performance.now() - began) / 1000;
console.log(`Total agents: ${agents}\nSuccessful: ${agents - failed}\nFailed: ${failed}`);
console.log(`Total time: ${seconds.toFixed(2)}s\nRequests/sec: ${(agents / seconds).toFixed(2)}`);
process.exitCode = failed === 0 ? 0 : 1;
