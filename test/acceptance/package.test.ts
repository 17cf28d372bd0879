import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** What a script prints when it runs in the package's folder, after `npm run build`. */
function run(script: string, ...options: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...options, '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

describe('the package', () => {
  test.each([
    ['the folder', "console.log(typeof require('.').GoldenSignals)", []],
    ['require', "console.log(typeof require('cdk-golden-signals').GoldenSignals)", []],
    [
      'import',
      "import { GoldenSignals } from 'cdk-golden-signals'; console.log(typeof GoldenSignals)",
      ['--input-type=module'],
    ],
    [
      'the runtime',
      "import { defineMetrics } from 'cdk-golden-signals/runtime'; console.log(typeof defineMetrics)",
      ['--input-type=module'],
    ],
    [
      'the rehearsal',
      "import { rehearse } from 'cdk-golden-signals/rehearsal'; console.log(typeof rehearse)",
      ['--input-type=module'],
    ],
  ])('gives its exports to %s', (_name, script, options) => {
    expect(run(script, ...options)).toBe('function');
  });

  test('has no run-time dependency, and its constructs need only their peers', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest.dependencies).toBeUndefined();
    const loaded = run(
      "require('cdk-golden-signals'); console.log(Object.keys(require.cache).filter((f) => f.includes('node_modules')).map((f) => f.split('node_modules/').pop().split('/')[0]).filter((v, i, a) => a.indexOf(v) === i).join())",
    );
    expect(loaded.split(',').filter((name) => !['aws-cdk-lib', 'constructs', '@aws-cdk'].includes(name))).toEqual([]);
  });

  test('keeps its rings apart: the runtime knows no CDK, the constructs no rehearsal', () => {
    const sources = (folder: string) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => [`${folder}/${file}`, readFileSync(join(root, folder, file), 'utf8')] as const);
    const offenders = [
      ...sources('lambda').filter(([, text]) => /from '(aws-cdk-lib|constructs)/.test(text)),
      ...[...sources('lib'), ...sources('lambda')].filter(([, text]) => /from '[./]+\/(rehearsal|bin)\//.test(text)),
      ...sources('rehearsal').filter(([, text]) => /from '[./]+\/lib\//.test(text)),
    ];
    expect(offenders.map(([file]) => file)).toEqual([]);
  });
});
