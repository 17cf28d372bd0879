import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all tests: what they write stands in one folder, which `global-teardown.ts` removes. */
export default function globalSetup(): void {
  const folder = mkdtempSync(join(tmpdir(), 'golden-signals-tests-'));
  // The second is what Windows calls it.
  Object.assign(process.env, { TMPDIR: folder, TEMP: folder, GOLDEN_SIGNALS_TESTS: folder });
}
