// SPDX-License-Identifier: Apache-2.0
// node docs.mjs <base> <token> <picture>: opens /docs in a headless Chromium, as a reader would, and
// prints one line for each thing that is not as it should be. The browser is led through a pipe (the
// Chrome DevTools protocol), so that it needs no port and this no package.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [base, token, picture] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'docs-'));
const browser = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
    '--disable-background-networking', `--user-data-dir=${profile}`, '--window-size=1100,1400', '--remote-debugging-pipe'],
    {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});

// --- the protocol: JSON texts, each ended by a zero byte ----------------------------------------

const waiting = new Map();
const heard = [];
let number = 0;
let rest = Buffer.alloc(0);
browser.stdio[4].on('data', chunk => {
    rest = Buffer.concat([rest, chunk]);
    for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
        const message = JSON.parse(rest.subarray(0, end));
        if (!message.id) heard.push(message);
        else waiting.get(message.id)(message);
    }
});

let sessionId;
function call(method, params = {}) {
    return new Promise((resolve, reject) => {
        waiting.set(++number, ({result, error}) => error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result));
        browser.stdio[3].write(JSON.stringify({id: number, method, params, sessionId}) + '\0');
    });
}

async function in_page(expression) {
    const {result, exceptionDetails} = await call('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
}

async function until(expression) {
    for (const end = Date.now() + 20000; Date.now() < end; await new Promise(done => setTimeout(done, 50)))
        if (await in_page(expression)) return;
    throw new Error(`never true: ${expression}`);
}

// --- what a reader does ---------------------------------------------------------------------------

// Opens an operation, puts a text into its body if one is given, sends, and tells what is shown.
async function try_out(operation, body) {
    await in_page(`document.getElementById('${operation}').open = true`);
    const form = `document.querySelector('#${operation} form')`;
    await until(`${form} !== null`);
    if (body) await in_page(`${form}.querySelector('textarea').value = ${JSON.stringify(body)}`);
    await in_page(`${form}.querySelector('.result').replaceChildren(), ${form}.requestSubmit()`);
    await until(`${form}.querySelector('.result .status') !== null`);
    return in_page(`({status: ${form}.querySelector('.status').textContent, text: ${form}.querySelector('.answer')?.textContent ?? ''})`);
}

function expect(what, is_so) {
    if (!is_so) console.log(what);
}

function complaints() {
    return heard.filter(({method, params}) => method === 'Runtime.exceptionThrown' ||
        (method === 'Log.entryAdded' && params.entry.level === 'error') ||
        (method === 'Runtime.consoleAPICalled' && params.type === 'error')).map(({params}) => JSON.stringify(params));
}

async function read_the_page() {
    const {targetId} = await call('Target.createTarget', {url: 'about:blank'});
    ({sessionId} = await call('Target.attachToTarget', {targetId, flatten: true}));
    for (const domain of ['Runtime', 'Log', 'Page', 'Network']) await call(`${domain}.enable`);
    await call('Page.navigate', {url: `${base}/docs`});
    await until(`document.querySelectorAll('details.operation').length > 0`);
    const told = await in_page(`fetch('openapi.json').then(a => a.json()).then(d => Object.values(d.paths).flatMap(Object.keys).length)`);
    expect('not every operation is shown', told === await in_page(`document.querySelectorAll('details.operation').length`));
    expect(`the page complains: ${complaints()}`, complaints().length === 0);

    const refused = await try_out('registerAgent');
    expect(`without the token: ${refused.status}`, refused.status.startsWith('401'));
    await in_page(`document.getElementById('token').value = ${JSON.stringify(token)}`);
    const registered = await try_out('registerAgent');
    expect(`with it: ${registered.status}`, registered.status.startsWith('201'));
    const found = await try_out('searchAgents');
    expect(`what was registered is not found: ${found.text}`, found.status.startsWith('200') && found.text.includes('"id": "weather"'));
    writeFileSync(picture, Buffer.from((await call('Page.captureScreenshot')).data, 'base64'));

    heard.splice(0, heard.length, ...heard.filter(({method}) => method === 'Network.requestWillBeSent'));
    const hostile = {name: '<img src=x onerror=alert(1)>', url: 'https://a.example/', version: '1.50'};
    await try_out('registerAgent', JSON.stringify(hostile));
    const listed = await try_out('getCard');
    expect(`a card: ${listed.status}`, listed.status.startsWith('200'));
    expect('markup in an answer is not shown as text', (await try_out('validateAgent', JSON.stringify(hostile))).text.includes('<img src=x'));
    expect('markup in an answer becomes part of the page', await in_page(`document.querySelector('img') === null`));
    expect(`a complaint: ${complaints()}`, complaints().length === 0);

    await in_page(`document.getElementById('filter').value = 'unregister', document.getElementById('filter').dispatchEvent(new Event('input'))`);
    expect('the filter does not leave one operation', 1 === await in_page(`document.querySelectorAll('details.operation:not([hidden])').length`));

    // The policy, if all else failed.
    await in_page(`{ const script = document.createElement('script'); script.text = 'window.broken = true'; document.body.append(script); }`);
    expect('a script in the page runs', await in_page(`window.broken !== true`));
    const strangers = heard.filter(({method}) => method === 'Network.requestWillBeSent').map(({params}) => params.request.url)
        .filter(url => !url.startsWith(`${base}/`) && !url.startsWith('data:') && url !== 'about:blank');
    expect(`the page asks others: ${strangers}`, strangers.length === 0);
}

// The browser's helpers end a little later than it does, and write into the folder until then.
async function remove(folder) {
    for (let left = 50; ; --left) {
        try {
            return rmSync(folder, {recursive: true, force: true});
        } catch (fault) {
            if (left === 0) throw fault;
        }
        await new Promise(later => setTimeout(later, 100));
    }
}

try {
    await read_the_page();
} catch (fault) {
    console.log(fault.message);
} finally {
    browser.once('exit', async () => {
        await remove(profile);
        process.exit();
    });
    browser.kill();
}
