import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INFERRED_RULES } from '../../../rehearsal/alarms/inferred-rules';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'fidelity.md'), 'utf8');

describe('docs/fidelity.md', () => {
  test.each(Object.keys(INFERRED_RULES))('has a row for the inferred rule %s', (name) => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes(`inferred (\`${name}\`)`));
    expect(rows).toHaveLength(1);
  });

  test('promises no more than there is', () => {
    expect(page).not.toMatch(/exact/i);
  });

  test('names only files that are there', () => {
    const root = join(__dirname, '..', '..', '..', 'rehearsal');
    const files = Array.from(page.matchAll(/`((?:[a-z-]+\/)+(?:[a-z-]+\.(?:ts|peggy))?)`/g), ([, file]) => file!);
    const missing = files.filter((file) => !file.startsWith('test/') && !existsSync(join(root, file)));
    expect(missing).toEqual([]);
  });
});
