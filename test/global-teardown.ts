import { rmSync } from 'node:fs';

export default function globalTeardown(): void {
  const { GOLDEN_SIGNALS_TESTS: folder } = process.env;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
