// SPDX-License-Identifier: Apache-2.0
// The names of series in PromQL: a query a line in, a name a line out.
import { readFileSync } from 'node:fs';

const operators = new Set(['and', 'or', 'unless', 'bool', 'offset', 'atan2', 'inf', 'nan', 'by', 'without',
    'on', 'ignoring', 'group_left', 'group_right']);

// What is left without strings, matchers, ranges and lists of labels is names, operators and functions.
function names(query) {
    const bare = query.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\{[^}]*\}/g, ' ').replace(/\[[^\]]*\]/g, ' ')
        .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
    const words = bare.match(/(?<![\w:.])[a-zA-Z_:][\w:]*(?![\w:])(?!\s*\()/g) ?? [];
    return words.filter((word) => !operators.has(word.toLowerCase()));
}

const queries = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
const found = new Set(queries.flatMap(names));
for (const name of [...found].sort()) console.log(name);
