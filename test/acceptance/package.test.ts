import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

  describe('installed in a folder of somebody else', () => {
    /** The package as npm packs it, and beside it the packages that the user has. */
    function installed(...others: string[]): string {
      const folder = mkdtempSync(join(tmpdir(), 'installed-'));
      const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      for (const file of [...files, 'package.json']) {
        cpSync(join(root, file), join(folder, 'node_modules/cdk-golden-signals', file), { recursive: true });
      }
      mkdirSync(join(folder, 'node_modules'), { recursive: true });
      for (const name of ['aws-cdk-lib', 'constructs', ...others]) {
        symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
      }
      return folder;
    }

    function rehearse(folder: string) {
      const command = join(folder, 'node_modules/cdk-golden-signals/dist/bin/golden-signals.js');
      const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } } as const;
      return spawnSync(process.execPath, [command, 'rehearse', '--once'], options);
    }

    test('rehearses the example, and leaves nothing there', () => {
      const folder = installed('dynalite');
      const { stdout, status } = rehearse(folder);
      expect(stdout).toContain('8 of 41 alarms fired, 8 resolved');
      expect(status).toBe(0);
      expect(readdirSync(folder)).toEqual(['node_modules']);
    }, 120_000);

    test('says which package a rehearsal with tables needs', () => {
      const { stderr, status } = rehearse(installed());
      expect(stderr).toMatch(/need a package of their own: npm install --save-dev dynalite/);
      expect(status).toBe(2);
    });
  });
});
