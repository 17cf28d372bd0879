// Builds everything under dist: handler bundles, the page, the compiled package. Needs no network.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from '../rehearsal/page/build.mjs';
import './generate.mjs';
import { makeRequiresLazy } from './lazy-requires.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const tsc = at('node_modules/typescript-7/bin/tsc');

const LATE_COMMANDS = ['commands/discover', 'commands/watch-template'];

rmSync(at('dist'), { recursive: true, force: true });

// What runs in Lambda: one self-contained file each. Deterministic, so that asset hashes change only with the code.
const bundle = (entry, outfile, options = {}) =>
  build({
    entryPoints: [at(entry)],
    outfile: at(outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    legalComments: 'none',
    ...options,
  });
const handlers = [
  ['lambda/notifier/handler.ts', 'notifier'],
  ...['orders', 'fulfilment', 'payments'].map((name) => [`lambda/example/${name}.ts`, `example-${name}`]),
];

await Promise.all([
  ...handlers.map(([entry, name]) =>
    bundle(entry, `dist/assets/${name}/index.js`, { minify: true, target: 'node22', mainFields: ['module', 'main'] }),
  ),
  bundle('rehearsal/handlers/worker.ts', 'dist/rehearsal/handler-worker.js'),
  buildPage({ outdir: at('dist/page') }),
]);

execFileSync(process.execPath, [tsc, '-p', at('tsconfig.build.json')], { stdio: 'inherit' });
makeRequiresLazy(at('dist/lib'));
// Libraries that are used at run time travel inside the package: installing it installs nothing else.
const vendored = ['rehearsal/vendor', 'template/vendor'].flatMap((folder) =>
  readdirSync(at(folder)).map((file) => `${folder}/${file.replace(/\.ts$/, '')}`),
);
await Promise.all([
  ...vendored.map((name) => bundle(`${name}.ts`, `dist/${name}.js`)),
  // One file starts faster than three hundred; what needs the AWS SDK or CDK is loaded when it is asked for.
  ...['golden-signals', ...LATE_COMMANDS].map((name) =>
    bundle(`bin/${name}.ts`, `dist/bin/${name}.js`, {
      external: [
        ...['aws-cdk-lib', 'constructs', 'dynalite', 'esbuild'],
        ...LATE_COMMANDS.map((command) => `./${command}.js`),
      ],
      minifyWhitespace: true,
      minifySyntax: true,
    }),
  ),
]);
// The generated parsers are JavaScript already, the generated table of metrics is JSON.
for (const generated of ['rehearsal/grammar/generated', 'rehearsal/findings/generated']) {
  cpSync(at(generated), at('dist', generated), { recursive: true, filter: (file) => !file.endsWith('.version') });
}
chmodSync(at('dist/bin/golden-signals.js'), 0o755);
