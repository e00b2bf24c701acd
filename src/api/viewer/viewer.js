// SPDX-License-Identifier: Apache-2.0
// Shows the registry's API document and tries its operations out. Text from the document and from
// answers reaches the page only as text, never as markup.

const kVerbs = ['get', 'post', 'put', 'patch', 'delete'];
const by_id = id => document.getElementById(id);

// element('p', {className: 'x'}, 'text', another, …)
function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter(child => child !== undefined && child !== ''));
    return made;
}

// --- the document ----------------------------------------------------------------------------

let api = {};

function resolved(value) {
    const pointer = value?.$ref?.replace(/^#\//, '');
    if (!pointer) return value ?? {};
    return pointer.split('/').reduce((at, key) => at?.[key.replace(/~1/g, '/').replace(/~0/g, '~')], api) ?? {};
}

// The names of an operation's examples: one name is one request with its answer. Good answers come first.
function example_names(operation) {
    const names = new Map();
    const add = examples => Object.entries(examples ?? {}).forEach(([name, one]) => names.set(name, one.summary ?? name));
    const bodies = [...Object.values(operation.responses ?? {}), operation.requestBody ?? {}];
    for (const content of bodies.flatMap(body => Object.values(body.content ?? {}))) add(content.examples);
    for (const parameter of operation.parameters ?? []) add(parameter.examples);
    return names;
}

const as_text = value => value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);

// JSON with line breaks, its numbers and strings as they were sent.
function indented(json) {
    let out = '';
    let depth = 0;
    const line = () => '\n' + '  '.repeat(depth);
    for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[\[{]\s*[\]}]|[^\s"]/g)) {
        if (/^[\[{]\s*[\]}]$/.test(token)) out += token[0] + token.at(-1);
        else if ('{['.includes(token)) { ++depth; out += token + line(); }
        else if ('}]'.includes(token)) { --depth; out += line() + token; }
        else if (token === ',') out += token + line();
        else out += token === ':' ? ': ' : token;
    }
    return out;
}

// --- schemas ---------------------------------------------------------------------------------

function type_of(schema) {
    if (schema.$ref) return schema.$ref.split('/').at(-1);
    if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
    const types = [schema.type ?? 'any'].flat();
    const items = schema.items && types.includes('array') ? ` of ${type_of(schema.items)}` : '';
    return types.join(' | ') + items + (schema.format ? ` (${schema.format})` : '');
}

function member_line(name, schema, is_required) {
    const limits = ['minimum', 'maximum', 'default'].filter(key => key in schema).map(key => `${key} ${schema[key]}`);
    return element('li', {}, element('code', {}, name), is_required ? '' : '?', ': ', type_of(schema),
        element('span', {className: 'faint'}, [' ', schema.description ?? '', ...limits].filter(Boolean).join(' ')),
        schema_list(schema));
}

// The members of an object, of the items of an array, or nothing. What is behind a $ref is shown when
// it is opened: schemas may contain themselves.
function schema_list(schema) {
    if (schema.$ref) return folded('members', () => schema_list(resolved(schema)) ?? 'none told');
    if (schema.items) return schema_list(schema.items);
    const members = Object.entries(schema.properties ?? {});
    if (schema.additionalProperties?.type) members.push(['…', schema.additionalProperties]);
    if (!members.length) return undefined;
    return element('ul', {className: 'schema'},
        ...members.map(([name, one]) => member_line(name, one, (schema.required ?? []).includes(name))));
}

// Contents are made when somebody looks.
function folded(title, make, open = false) {
    const made = element('details', {}, element('summary', {className: 'faint'}, title));
    made.addEventListener('toggle', () => made.open && made.append(make()), {once: true});
    made.open = open;
    return made;
}

// --- trying out ------------------------------------------------------------------------------

// What is typed for a query parameter: nothing, one value, or several as ["a", "b"] where it may be repeated.
function values_of(parameter, typed) {
    if (parameter.schema?.type === 'array' && /^\s*\[/.test(typed)) {
        try { return JSON.parse(typed); } catch { /* a value that only looks like a list */ }
    }
    return typed === '' ? [] : [typed];
}

function request_of(verb, path, form) {
    let target = path;
    const query = new URLSearchParams();
    for (const {parameter, input} of form.parameters) {
        if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
        else for (const value of values_of(parameter, input.value)) query.append(parameter.name, value);
    }
    const headers = {};
    if (form.kind) headers['Content-Type'] = form.kind.value;
    if (by_id('token').value) headers.Authorization = `Bearer ${by_id('token').value}`;
    const text = query.toString();
    const url = new URL('.' + target + (text ? `?${text}` : ''), location.href);
    return {url, options: {method: verb.toUpperCase(), headers, body: form.body?.value, cache: 'no-store'}};
}

const quoted = text => `'${text.replace(/'/g, `'\\''`)}'`;

// The same for a terminal; a token is not shown.
function as_curl({url, options}) {
    const parts = ['curl', '-X', options.method];
    for (const [name, value] of Object.entries(options.headers))
        parts.push('-H', quoted(`${name}: ${name === 'Authorization' ? 'Bearer …' : value}`));
    if (options.body !== undefined) parts.push('--data-binary', quoted(options.body));
    return [...parts, quoted(url.href)].join(' ');
}

async function send(request, answer) {
    const began = performance.now();
    try {
        const response = await fetch(request.url, request.options);
        const text = await response.text();
        const took = (performance.now() - began).toFixed(1);
        const is_json = /json$/.test((response.headers.get('content-type') ?? '').split(';')[0]) && !text.trim().includes('\n');
        answer.replaceChildren(
            element('p', {}, element('span', {className: `status ${response.ok ? 'good' : 'bad'}`},
                `${response.status} ${response.statusText}`), element('span', {className: 'faint'}, ` ${took} ms`)),
            element('pre', {className: 'answer'}, is_json ? indented(text) : text),
            folded('header fields', () => element('pre', {}, [...response.headers].map(field => field.join(': ')).join('\n'))));
    } catch (fault) {
        answer.replaceChildren(element('p', {className: 'status bad'}, `no answer: ${fault.message}`));
    }
    answer.append(folded('as a command', () => element('pre', {}, as_curl(request))));
}

function parameter_field(parameter) {
    const schema = resolved(parameter.schema);
    const input = element('input', {name: parameter.name, required: parameter.required === true, autocomplete: 'off',
        placeholder: parameter.description ?? '', title: parameter.description ?? ''});
    const title = element('label', {}, element('code', {}, parameter.name),
        element('span', {className: 'faint'}, ` ${type_of(schema)}${parameter.required ? ', required' : ''}`));
    title.htmlFor = input.id = `field-${++parameter_field.count}`;
    return {parameter, input, title};
}
parameter_field.count = 0;

// Puts an example into the fields; those that it leaves out become empty.
function fill(form, operation, name) {
    for (const {parameter, input} of form.parameters) input.value = as_text(parameter.examples?.[name]?.value);
    if (form.body) form.body.value = as_text(operation.requestBody.content[form.kind.value]?.examples?.[name]?.value);
}

function try_out(verb, path, operation) {
    const kinds = Object.keys(operation.requestBody?.content ?? {});
    const examples = example_names(operation);
    const form = {parameters: (operation.parameters ?? []).map(resolved).map(parameter_field)};
    const made = element('form');
    const choice = element('select', {className: 'example'}, ...[...examples].map(([name, summary]) => element('option', {value: name}, summary)));
    if (examples.size && (form.parameters.length || kinds.length))
        made.append(element('p', {}, element('label', {}, 'example ', choice)));
    if (form.parameters.length)
        made.append(element('div', {className: 'fields'}, ...form.parameters.flatMap(({title, input}) => [title, input])));
    if (kinds.length) {
        form.kind = element('select', {}, ...kinds.map(kind => element('option', {}, kind)));
        form.body = element('textarea', {rows: 12, spellcheck: false, name: 'body'});
        made.append(element('p', {}, element('label', {}, 'body ', form.kind)), form.body);
    }
    const refill = () => fill(form, operation, choice.value);
    for (const one of [choice, form.kind]) one?.addEventListener('change', refill);
    refill();

    const button = element('button', {type: 'submit'}, 'Send');
    const answer = element('div', {className: 'result'});
    answer.setAttribute('aria-live', 'polite');
    made.append(element('p', {}, button), answer);
    made.addEventListener('submit', async event => {
        event.preventDefault();
        button.disabled = true;
        await send(request_of(verb, path, form), answer);
        button.disabled = false;
    });
    return made;
}

// --- the page --------------------------------------------------------------------------------

function content_list(content) {
    return Object.entries(content ?? {}).map(([kind, one]) => element('div', {},
        element('code', {className: 'faint'}, kind), ' ', one.schema ? type_of(one.schema) : '',
        one.schema ? schema_list(one.schema) : undefined,
        ...Object.values(one.examples ?? {}).map(example => folded(example.summary ?? 'example',
            () => element('pre', {}, as_text(example.value))))));
}

function operation_body(verb, path, operation) {
    const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => element('div', {},
        element('span', {className: `status ${status < '400' ? 'good' : 'bad'}`}, status), ' ', answer.description,
        ...(status < '400' ? content_list(answer.content) : [])));
    const schemas = Object.values(operation.requestBody?.content ?? {}).filter(one => one.schema).slice(0, 1);
    return element('div', {}, operation.description ? element('p', {}, operation.description) : undefined,
        operation.security ? element('p', {className: 'faint'}, 'A write: needs the token where the registry has one.') : undefined,
        element('h3', {}, 'Try it'), try_out(verb, path, operation),
        ...schemas.map(one => folded(`the body: ${type_of(one.schema)}`, () => schema_list(resolved(one.schema)) ?? type_of(one.schema))),
        element('h3', {}, 'Answers'), ...answers);
}

function operation_block(verb, path, operation) {
    const made = element('details', {className: `operation ${verb}`, id: operation.operationId},
        element('summary', {}, element('span', {className: 'verb'}, verb.toUpperCase()), element('code', {}, path),
            element('span', {className: 'faint'}, operation.summary ?? '')));
    made.dataset.text = `${verb} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase();
    made.addEventListener('toggle', () => made.open && made.append(operation_body(verb, path, operation)), {once: true});
    return made;
}

function show(main) {
    by_id('title').textContent = document.title = `${api.info.title} ${api.info.version}`;
    const groups = new Map((api.tags ?? []).map(({name, description}) => [name, {description, blocks: []}]));
    for (const [path, verbs] of Object.entries(api.paths))
        for (const verb of kVerbs.filter(one => one in verbs)) {
            const tag = verbs[verb].tags?.[0] ?? 'other';
            if (!groups.has(tag)) groups.set(tag, {blocks: []});
            groups.get(tag).blocks.push(operation_block(verb, path, verbs[verb]));
        }
    main.replaceChildren(...[...groups].map(([name, {description, blocks}]) => element('section', {},
        element('h2', {}, name, element('span', {className: 'faint'}, description ? `: ${description}` : '')), ...blocks)));
}

function filter_by(text) {
    const words = text.toLowerCase().split(/\s+/);
    for (const block of document.querySelectorAll('details.operation'))
        block.hidden = !words.every(word => block.dataset.text.includes(word));
}

const main = by_id('operations');
try {
    const response = await fetch('openapi.json');
    if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
    api = await response.json();
    show(main);
    by_id('filter').addEventListener('input', event => filter_by(event.target.value));
    const named = location.hash && by_id(decodeURIComponent(location.hash.slice(1)));
    if (named) { named.open = true; named.scrollIntoView(); }
} catch (fault) {
    main.replaceChildren(element('p', {className: 'status bad'}, `The API document does not load: ${fault.message}`));
}
