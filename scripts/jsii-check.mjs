// Compiles lib with the jsii compiler in a folder of its own, and checks that every export is in the assembly: jsii
// drops exported functions and constants without a word.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'golden-signals-jsii-'));
try {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const part of ['lib', 'template']) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const manifest = {
    name: own.name,
    version: own.version,
    description: own.description,
    license: own.license,
    author: { name: 'cdk-golden-signals contributors', organization: true },
    repository: { type: 'git', url: 'https://example.com/cdk-golden-signals.git' },
    main: 'lib/index.js',
    types: 'lib/index.d.ts',
    jsii: { outdir: 'dist', versionFormat: 'short', targets: {} },
    peerDependencies: {
      'aws-cdk-lib': own.peerDependencies['aws-cdk-lib'],
      constructs: own.peerDependencies.constructs,
    },
    devDependencies: { 'aws-cdk-lib': own.devDependencies['aws-cdk-lib'], constructs: own.devDependencies.constructs },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'README.md'), readFileSync(join(root, 'README.md')));
  const jsii = join(root, 'node_modules', 'jsii', 'bin', 'jsii');
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [jsii], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`lib is not in the jsii subset:\n${stdout}${stderr}`);
  const { types } = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  const exported = Object.keys(createRequire(import.meta.url)(join(root, 'dist/lib/index.js')));
  const dropped = exported.filter((name) => types[`${own.name}.${name}`] === undefined);
  if (dropped.length > 0) throw new Error(`jsii users cannot see: ${dropped.join(', ')}`);
  console.log(`jsii: ${Object.keys(types).length} types, nothing dropped`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
