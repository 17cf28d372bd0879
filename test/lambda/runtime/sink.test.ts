import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { stdoutSink } from '../../../lambda/runtime';

jest.mock('node:fs', () => ({ ...jest.requireActual<typeof fs>('node:fs'), writeSync: jest.fn() }));
const writeSync = fs.writeSync as unknown as jest.Mock<number, [number, string | Buffer]>;

/** A descriptor that does on each call what `turns` say: take so many bytes, or throw that error code; then take all. */
function descriptor(...turns: (number | string)[]): { received: string } {
  const state = { received: '' };
  writeSync.mockImplementation((_fd, data) => {
    const bytes = Buffer.from(data);
    const turn = turns.shift() ?? bytes.length;
    if (typeof turn === 'string') throw Object.assign(new Error(turn), { code: turn });
    state.received += bytes.subarray(0, turn).toString('latin1');
    return Math.min(turn, bytes.length);
  });
  return state;
}

test('a line goes to descriptor 1 in one write', () => {
  const stdout = descriptor();
  expect(stdoutSink('{"a":1}\n')).toBe(true);
  expect(stdout.received).toBe('{"a":1}\n');
  expect(writeSync.mock.lastCall?.[0]).toBe(1);
});

test('partial writes and a full pipe are written on until the line is whole', () => {
  const line = `${'ü'.repeat(50)}\n`;
  const stdout = descriptor(3, 'EAGAIN', 5, 'EAGAIN', 'EAGAIN', 7);
  expect(stdoutSink(line)).toBe(true);
  expect(Buffer.from(stdout.received, 'latin1').toString()).toBe(line);
});

test('a closed descriptor loses the line, not the invocation', () => {
  descriptor('EPIPE');
  expect(stdoutSink('x\n')).toBe(false);
});

test('a line that was torn does not spoil the next one', () => {
  descriptor(2, 'EPIPE');
  expect(stdoutSink('torn\n')).toBe(false);
  const stdout = descriptor();
  expect(stdoutSink('next\n')).toBe(true);
  expect(stdoutSink('after\n')).toBe(true);
  expect(stdout.received).toBe('\nnext\nafter\n');
});

test('lines arrive whole through a real pipe with a slow reader, although the process exits at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sink-'));
  try {
    const outfile = join(folder, 'program.js');
    const runtime = resolve(__dirname, '../../../lambda/runtime');
    const contents = `import { stdoutSink } from ${JSON.stringify(runtime)};
      process.stdout.write('');
      for (let i = 0; i < 4; i++) stdoutSink('x'.repeat(70000) + '\\n');
      process.exit(0);`;
    buildSync({
      stdin: { contents, resolveDir: __dirname },
      bundle: true,
      platform: 'node',
      outfile,
      logLevel: 'error',
    });
    const command = `"${process.execPath}" "${outfile}" | (read -r first; printf '%s' "$first" | wc -c; wc -lc)`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(stdout.trim().split(/\s+/).map(Number)).toEqual([70_000, 3, 3 * 70_001]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
