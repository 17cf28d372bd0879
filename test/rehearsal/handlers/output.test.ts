import type { InvocationResult } from '../../../rehearsal/handlers/invocation';
import { closeAll, poolOf, request, START_MS } from './code-folder';

afterEach(closeAll);

async function run(body: string, logFormat: 'JSON' | 'Text' = 'JSON'): Promise<InvocationResult> {
  const pool = await poolOf(`exports.handler = async () => { ${body} }`, { model: { logFormat } });
  return pool.invoke(request());
}

const texts = ({ lines }: InvocationResult) => lines.map(({ message }) => message);
/** The function's own lines: without the platform's at both ends. */
async function ownLines(body: string, logFormat: 'JSON' | 'Text' = 'JSON'): Promise<string[]> {
  const all = texts(await run(body, logFormat));
  return all.slice(1, logFormat === 'JSON' ? -1 : -2);
}

describe('in JSON format', () => {
  test('console calls become objects with level and request id; one object stays an object', async () => {
    const lines = await ownLines(
      'for (const level of ["trace", "debug", "info", "log", "warn", "error"]) console[level]("a %s", level); console.log({ order: 7 });',
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      ...['TRACE', 'DEBUG', 'INFO', 'INFO', 'WARN', 'ERROR'].map((level, index) => ({
        timestamp: '2026-01-05T00:00:00.000Z',
        level,
        requestId: 'request-1',
        message: `a ${['trace', 'debug', 'info', 'log', 'warn', 'error'][index]}`,
      })),
      { timestamp: '2026-01-05T00:00:00.000Z', level: 'INFO', requestId: 'request-1', message: { order: 7 } },
    ]);
  });

  test('errors show type, message and stack, alone or beside a text', async () => {
    const [alone, beside] = await ownLines(
      'const error = new RangeError("too far"); error.code = "E_FAR"; console.error(error); console.error("failed:", error);',
    );
    expect(JSON.parse(alone!).message).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'too far',
      code: 'E_FAR',
      stackTrace: ['RangeError: too far', expect.stringContaining('at exports.handler (/var/task/index.js:1:')],
    });
    expect(JSON.parse(beside!)).toMatchObject({
      message: expect.stringContaining('failed: RangeError: too far'),
      errorType: 'RangeError',
      errorMessage: 'too far',
    });
  });

  test('values without JSON are formatted', async () => {
    const [line] = await ownLines('const loop = {}; loop.loop = loop; console.log(loop);');
    expect(JSON.parse(line!).message).toContain('[Circular *1]');
  });

  test('the platform frames the invocation', async () => {
    const result = await run('await new Promise((resolve) => setTimeout(resolve, 100));');
    const [start, report] = texts(result).map((line) => JSON.parse(line));
    expect(start).toMatchObject({ type: 'platform.start', record: { requestId: 'request-1', version: '$LATEST' } });
    expect(report).toEqual({
      time: '2026-01-05T00:00:00.103Z',
      type: 'platform.report',
      record: {
        requestId: 'request-1',
        metrics: {
          durationMs: 103,
          billedDurationMs: 303,
          initDurationMs: 200,
          memorySizeMB: 128,
          maxMemoryUsedMB: 51,
        },
        status: 'success',
      },
    });
    expect(result.lines.map(({ timestampMs }) => timestampMs - START_MS)).toEqual([0, 103]);
  });

  test('a failure is logged at level ERROR', async () => {
    const lines = texts(await run('throw new TypeError("no order");')).map((line) => JSON.parse(line));
    expect(lines[1]).toMatchObject({ level: 'ERROR', message: { errorType: 'TypeError', errorMessage: 'no order' } });
    expect(lines[2].record).toMatchObject({ status: 'error', errorType: 'TypeError' });
  });

  test('a time-out is logged at level ERROR', async () => {
    const lines = texts(await run('await new Promise(() => {});')).map((line) => JSON.parse(line));
    expect(lines[1]).toEqual({
      timestamp: '2026-01-05T00:00:03.000Z',
      level: 'ERROR',
      requestId: 'request-1',
      message: 'Task timed out after 3.00 seconds',
    });
    expect(lines[2].record.status).toBe('timeout');
  });
});

describe('in text format', () => {
  test('console calls become tab-separated lines', async () => {
    expect(await ownLines('console.log("order", { id: 7 }); console.warn("slow");', 'Text')).toEqual([
      '2026-01-05T00:00:00.000Z\trequest-1\tINFO\torder { id: 7 }',
      '2026-01-05T00:00:00.000Z\trequest-1\tWARN\tslow',
    ]);
  });

  test('the platform frames the invocation', async () => {
    expect(texts(await run('', 'Text'))).toEqual([
      'START RequestId: request-1 Version: $LATEST',
      'END RequestId: request-1',
      'REPORT RequestId: request-1\tDuration: 3.00 ms\tBilled Duration: 203 ms\tMemory Size: 128 MB\tMax Memory Used: 51 MB\tInit Duration: 200.00 ms\t',
    ]);
  });

  test('failures and time-outs are written as Lambda writes them', async () => {
    const [failure] = await ownLines('throw new TypeError("no order");', 'Text');
    expect(failure).toMatch(
      /^2026-01-05T00:00:00.000Z\trequest-1\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"no order","stack":\["TypeError: no order","/,
    );
    expect(await ownLines('await new Promise(() => {});', 'Text')).toEqual([
      '2026-01-05T00:00:03.000Z request-1 Task timed out after 3.00 seconds',
    ]);
    expect(await ownLines('process.exit(2);', 'Text')).toEqual([
      'RequestId: request-1 Error: Runtime exited with error: exit status 2\nRuntime.ExitError',
    ]);
  });
});

describe('raw output', () => {
  test('EMF that is written to file descriptor 1 stays as it is', async () => {
    const emf = JSON.stringify({ _aws: { Timestamp: START_MS, CloudWatchMetrics: [] }, Orders: 1 });
    const lines = await ownLines(`
      const fs = require('node:fs'); const line = Buffer.from(${JSON.stringify(`${emf}\n`)});
      let written = 0; while (written < line.length) written += fs.writeSync(1, line, written, 10 < line.length - written ? 10 : undefined);
      fs.writeSync(1, ${JSON.stringify(`${emf}\n`)});
      process.stdout.write(${JSON.stringify(`${emf}\n`)});
    `);
    expect(lines).toEqual([emf, emf, emf]);
  });

  test('a line without an end is written when the invocation ends', async () => {
    expect(
      await ownLines('process.stdout.write("two\\nli"); process.stdout.write("nes"); process.stderr.write("err");'),
    ).toEqual(['two', 'lines', 'err']);
  });

  test('what the module writes while it loads comes before the start', async () => {
    const pool = await poolOf('console.log("loading"); exports.handler = async () => {};');
    const lines = texts(await pool.invoke(request())).map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ timestamp: '2026-01-05T00:00:00.000Z', level: 'INFO', message: 'loading' });
    expect(lines[1].type).toBe('platform.start');
  });

  test('nothing shows where the code lies on this machine', async () => {
    const result = await run(
      'console.log(__filename, process.cwd(), new Error("x").stack); throw new Error(__dirname);',
    );
    expect(JSON.stringify(result)).not.toMatch(/golden-signals|node_modules/);
    expect(result.error?.errorMessage).toBe('/var/task');
  });
});
