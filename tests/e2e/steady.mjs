// SPDX-License-Identifier: Apache-2.0
// steady.mjs BASE RATE PATH REPORT: asks for PATH so many times a second, whatever becomes of the
// requests before (but no more than 200 at once), until SIGTERM. Makes REPORT.begun after the first
// answer. Writes "<asked> asked, <n> failed" and how to REPORT.
import {writeFileSync} from 'node:fs';
import {request} from './http.mjs';

const [base, rate, path, report] = process.argv.slice(2);
const kAtOnce = 200; // below what nginx lets wait
const failures = new Map();
const open = new Set();
let asked = 0;
let ends = false;
let begun = false;

function failed(how)
{
    failures.set(how, (failures.get(how) ?? 0) + 1);
}

function ask()
{
    ++asked;
    const call = request(base, 'GET', path)
        .then(answer => {
            if (answer.status !== 200) failed(`status ${answer.status}`);
            if (!begun) writeFileSync(`${report}.begun`, '');
            begun = true;
        },
              fault => failed(fault.code ?? fault.message))
        .finally(() => open.delete(call));
    open.add(call);
}

process.on('SIGTERM', () => { ends = true; });
const began = performance.now();
const timer = setInterval(async () => {
    const due = (performance.now() - began) * Number(rate) / 1000;
    while (!ends && asked < due && open.size < kAtOnce) ask();
    if (!ends) return;
    clearInterval(timer);
    await Promise.all(open);
    const all = [...failures.values()].reduce((sum, n) => sum + n, 0);
    writeFileSync(report, `${asked} asked, ${all} failed ${JSON.stringify(Object.fromEntries(failures))}\n`);
    process.exit(0);
}, 5);
