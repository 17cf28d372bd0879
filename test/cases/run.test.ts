import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'golden-signals-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cadence = (id: string, status: string, expected: number) => ({
  id,
  kind: 'cadence',
  status,
  config: { period: 60, evaluationPeriods: 1 },
  expected,
});

/** What `npm run cases -- FILE` does with a file of the given text. */
function run(content: unknown) {
  const file = join(folder, 'cases.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const command = [require.resolve('tsx/cli'), join(__dirname, 'run.ts'), file];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replaceAll(file, 'FILE') };
}

describe('npm run cases', () => {
  test('counts each status apart, runs neither observations nor what is superseded, and ends with 0', () => {
    const cases = [
      cadence('a', 'documented', 60),
      cadence('b', 'recorded', 60),
      cadence('c', 'derived', 10),
      cadence('d', 'superseded', 10),
      { id: 'e', kind: 'observation', status: 'documented' },
    ];
    const { status, stdout } = run({ cases });
    expect(stdout).toContain(
      'FAIL c (cadence, derived)\n  seconds between evaluations\n  expected: 10\n  actual:   60\n',
    );
    expect(stdout.trim().split('\n').slice(-5)).toEqual([
      'documented    1 of 1 pass',
      'recorded      1 of 1 pass',
      'derived       0 of 1 pass; failing: c',
      'superseded    1 not run',
      'observations  1 facts, not run',
    ]);
    expect(status).toBe(0);
  });

  test('ends with 1 for a documented case that fails, or that it cannot run', () => {
    const cases = [
      cadence('a', 'documented', 10),
      { id: 'b', kind: 'telepathy', status: 'recorded' },
      { id: 'c', kind: 'window', status: 'documented', config: {}, windows: [] },
    ];
    const { status, stdout } = run({ cases });
    expect(stdout).toContain('FAIL b (telepathy, recorded)\n  nothing runs cases of the kind "telepathy"');
    expect(stdout).toContain('the case cannot be run: it has no windows');
    expect(status).toBe(1);
  });

  test.each([
    ['no JSON', '{', /^FILE is not JSON: /],
    ['something else', { rows: [] }, /^FILE has no list "cases"\n$/],
    ['a case without a kind', { cases: [{ id: 'a', status: 'derived' }] }, /^FILE: cases\[0\] has no kind\n$/],
  ])('ends with 2 for a file that holds %s, with one line', (_, content, message) => {
    const { status, stderr } = run(content);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
