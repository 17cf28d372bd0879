// Makes the compiled construct library load what it needs when it needs it, as aws-cdk-lib itself does: an app that
// imports it pays for the service modules and the catalogue when something is watched, not when it starts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIRE = /^const (\w+_\d+) = require\(("[^"]+")\);$/gm;

/** Parentheses, so that `new x.Thing()` stays a call of the constructor. */
export function makeRequiresLazy(directory) {
  const files = readdirSync(directory, { recursive: true }).filter((file) => file.endsWith('.js'));
  for (const file of files) {
    const path = join(directory, file);
    const source = readFileSync(path, 'utf8');
    const names = [...source.matchAll(REQUIRE)].map(([, name]) => name);
    if (names.length === 0) continue;
    const declared = source.replace(REQUIRE, 'let $1_; const $1 = () => ($1_ ??= require($2));');
    writeFileSync(path, declared.replace(new RegExp(`\\b(${names.join('|')})\\.`, 'g'), '($1()).'));
  }
}
