import fs from 'node:fs';
import { format } from 'node:util';
import { consoleLine, failureLine, type LogLevel } from '../log-line';
import type { Host } from './host';
import type { VirtualTime } from './virtual-time';

const CONSOLE_LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};

/** Everything that the handler writes, as lines of its log group. */
export class Output {
  /** The invocation that a console line belongs to; `undefined` while the module loads. */
  public requestId: string | undefined;
  /** What was written to stdout (1) and stderr (2) since the last line end. */
  private readonly unfinished: [string, string] = ['', ''];

  public constructor(
    private readonly host: Host,
    private readonly time: VirtualTime,
    private readonly logFormat: 'JSON' | 'Text',
  ) {
    this.replaceConsole();
    this.replaceStreams();
    this.replaceFileWrites();
  }

  /** Logs a failure of the invocation as the Node.js runtime does. */
  public failure(title: string, error: unknown): void {
    this.line(failureLine(this.logFormat, this.origin('ERROR'), title, error));
  }

  /** Lines without an end become lines: nothing more will be written. */
  public flush(): void {
    for (const descriptor of [1, 2] as const) this.raw(descriptor, this.unfinished[descriptor - 1] === '' ? '' : '\n');
  }

  private origin(level: LogLevel) {
    return { timestampMs: this.time.now(), requestId: this.requestId, level };
  }

  private line(message: string): void {
    this.host.line(this.time.now(), message);
  }

  private raw(descriptor: 1 | 2, written: string): void {
    const lines = (this.unfinished[descriptor - 1] + written).split('\n');
    this.unfinished[descriptor - 1] = lines.pop()!;
    for (const line of lines) if (line !== '') this.line(line);
  }

  private replaceConsole(): void {
    const started = new Map<string, number>();
    const elapsed = (label: string) => `${label}: ${performance.now() - (started.get(label) ?? performance.now())}ms`;
    const log =
      (level: LogLevel) =>
      (...params: unknown[]) =>
        this.line(consoleLine(this.logFormat, this.origin(level), params));
    Object.assign(
      console,
      Object.fromEntries(Object.entries(CONSOLE_LEVELS).map(([name, level]) => [name, log(level)])),
      {
        time: (label = 'default') => void started.set(label, performance.now()),
        timeLog: (label = 'default', ...params: unknown[]) => console.log(elapsed(label), ...params),
        timeEnd: (label = 'default') => {
          console.log(elapsed(label));
          started.delete(label);
        },
        assert: (holds: unknown, ...params: unknown[]) => {
          if (!holds) console.warn(params.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(...params)}`);
        },
      },
    );
  }

  private replaceStreams(): void {
    for (const [descriptor, stream] of [
      [1, process.stdout],
      [2, process.stderr],
    ] as const) {
      stream.write = (chunk: unknown, ...rest: unknown[]): boolean => {
        this.raw(descriptor, textOf(chunk, rest[0]));
        const done = rest.at(-1);
        if (typeof done === 'function') process.nextTick(done as () => void);
        return true;
      };
    }
  }

  /** An emitter that writes to file descriptor 1 itself would otherwise write to the rehearsal's own terminal. */
  private replaceFileWrites(): void {
    const { writeSync, write, writeFileSync, appendFileSync } = fs;
    const capture = (descriptor: 1 | 2, data: unknown, args: readonly unknown[]): number => {
      const bytes = ArrayBuffer.isView(data)
        ? slice(data, args)
        : Buffer.from(String(data), (args.find((arg) => typeof arg === 'string') ?? 'utf8') as BufferEncoding);
      this.raw(descriptor, bytes.toString('utf8'));
      return bytes.length;
    };
    Object.assign(fs, {
      writeSync: (target: unknown, data: unknown, ...args: unknown[]) =>
        isOutput(target) ? capture(target, data, args) : call(writeSync, [target, data, ...args]),
      write: (target: unknown, data: unknown, ...args: unknown[]) => {
        if (!isOutput(target)) return call(write, [target, data, ...args]);
        const done = args.pop() as (error: null, bytes: number, data: unknown) => void;
        process.nextTick(done, null, capture(target, data, args), data);
        return undefined;
      },
    });
    for (const [name, original] of Object.entries({ writeFileSync, appendFileSync })) {
      Object.assign(fs, {
        [name]: (target: unknown, data: unknown, ...args: unknown[]) => {
          const output = target === '/dev/stdout' ? 1 : target === '/dev/stderr' ? 2 : target;
          return isOutput(output) ? void capture(output, data, []) : call(original, [target, data, ...args]);
        },
      });
    }
  }
}

function isOutput(target: unknown): target is 1 | 2 {
  return target === 1 || target === 2;
}

function call(original: unknown, args: readonly unknown[]): unknown {
  return (original as (...args: readonly unknown[]) => unknown)(...args);
}

function textOf(chunk: unknown, encoding: unknown): string {
  if (typeof chunk !== 'string') return Buffer.from(chunk as Uint8Array).toString('utf8');
  return typeof encoding === 'string' ? Buffer.from(chunk, encoding as BufferEncoding).toString('utf8') : chunk;
}

/** The part of a buffer that `fs.write` is asked to write: `(offset, length)` or `({ offset, length })`. */
function slice(data: ArrayBufferView, [first, second]: readonly unknown[]): Buffer {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const { offset, length } = (
    typeof first === 'object' && first !== null ? first : { offset: first, length: second }
  ) as {
    offset?: number;
    length?: number;
  };
  const start = offset ?? 0;
  return bytes.subarray(start, length === undefined || length === null ? undefined : start + length);
}
