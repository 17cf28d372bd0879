import { writeSync } from 'node:fs';

/** Takes one line, newline included. Returns whether all of it was written; never throws. */
export type Sink = (line: string) => boolean;

const STDOUT = 1;
const RETRY_MS = 2;
/** A log pipe that takes nothing for this long is broken; the handler has better things to do than wait for it. */
const GIVE_UP_AFTER_RETRIES = 250;
const neverNotified = new Int32Array(new SharedArrayBuffer(4));

let lastLineIsTorn = false;

/**
 * Writes to file descriptor 1 itself: `console.log` is wrapped by Lambda's JSON log format, which hides the document in
 * a string, and `process.stdout` buffers what a frozen or exiting process then loses. Once anything else has touched
 * `process.stdout` the descriptor does not block, hence partial writes and EAGAIN.
 *
 * Lambda takes a line without `level` for INFO: keep the function's application log level at INFO or below.
 */
export const stdoutSink: Sink = (line) => {
  const text = lastLineIsTorn ? `\n${line}` : line;
  const size = Buffer.byteLength(text);
  const written = writeAll(text, size);
  if (written > 0) lastLineIsTorn = written < size;
  return written === size;
};

/** Returns how many bytes were written: `size`, or fewer if the descriptor is closed or takes nothing any more. */
function writeAll(text: string, size: number): number {
  let written = 0;
  try {
    written = writeSome(text);
    if (written === size) return written;
    const bytes = Buffer.from(text);
    for (let retries = 0; written < size && retries < GIVE_UP_AFTER_RETRIES; ) {
      const count = writeSome(bytes.subarray(written));
      written += count;
      retries = count > 0 ? 0 : retries + 1;
      if (count === 0) Atomics.wait(neverNotified, 0, 0, RETRY_MS);
    }
  } catch {
    // There is nowhere left to say it; the caller counts what was lost.
  }
  return written;
}

function writeSome(data: string | Buffer): number {
  try {
    return typeof data === 'string' ? writeSync(STDOUT, data) : writeSync(STDOUT, data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

let sink: Sink = stdoutSink;

/** Writes one line to the current sink. Returns whether it was written. */
export function writeLine(line: string): boolean {
  return sink(line);
}

/** Sends every following line to `replacement` (a test's, another transport's). Returns a function that undoes it. */
export function replaceSink(replacement: Sink): () => void {
  const previous = sink;
  sink = replacement;
  return () => {
    sink = previous;
  };
}
