import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packageRoot } from '../package-root';

const BUILT_FILE = join('dist', 'rehearsal', 'handler-worker.js');
const ENTRY = 'worker.ts';

/**
 * Path of the bundled worker. A built package has it in `dist`; from source it is bundled on the fly, so that a change
 * of the worker is never tested against an old bundle.
 */
export function workerFile(): string {
  const root = packageRoot();
  return __dirname.startsWith(join(root, 'dist') + sep) ? join(root, BUILT_FILE) : bundledFromSource(root);
}

function bundledFromSource(root: string): string {
  const cache = join(root, 'node_modules', '.cache', 'cdk-golden-signals');
  const file = join(cache, `handler-worker-${sourceHash()}.js`);
  if (existsSync(file)) return file;
  // Only this branch needs esbuild, and only a source tree has it.
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, ENTRY)],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  });
  mkdirSync(cache, { recursive: true });
  // Several test processes may do this at once; a rename is seen whole or not at all.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0]!.contents);
  renameSync(unfinished, file);
  return file;
}

/** The worker is made of this folder alone, and of one library whose version the lock file fixes. */
function sourceHash(): string {
  const hash = createHash('sha256');
  for (const folder of [__dirname, join(__dirname, 'inside')]) {
    for (const name of readdirSync(folder)
      .filter((each) => each.endsWith('.ts'))
      .sort()) {
      hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
