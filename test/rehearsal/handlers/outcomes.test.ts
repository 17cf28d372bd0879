import type { InvocationResult } from '../../../rehearsal/handlers/invocation';
import { closeAll, codeFolder, functionModel, poolOf, request, START_MS, startPool } from './code-folder';

afterEach(closeAll);

async function outcomeOf(body: string, runtime = 'nodejs24.x'): Promise<InvocationResult> {
  const pool = await poolOf(`exports.handler = ${body}`, { model: { runtime } });
  return pool.invoke(request());
}

const texts = ({ lines }: InvocationResult) => lines.map(({ message }) => message);

describe('an invocation that succeeds', () => {
  test('gives what the handler returned, after 3 ms for doing nothing', async () => {
    const result = await outcomeOf('async (event) => ({ got: event })');
    expect(result).toMatchObject({ outcome: 'success', payload: { got: {} }, durationMs: 3, coldStart: true });
  });

  test('gives null for nothing', async () => {
    expect((await outcomeOf('async () => {}')).payload).toBeNull();
  });

  test('is a cold start once; the module keeps its state', async () => {
    const pool = await poolOf('let calls = 0; exports.handler = async () => ++calls;');
    const first = await pool.invoke(request());
    const second = await pool.invoke(request({ requestId: 'request-2', atMs: START_MS + 1000 }));
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
    expect(second.payload).toBe(2);
  });

  test('is loaded as ESM from .mjs, and from .js beside a package.json that says so', async () => {
    const source = 'import { randomUUID } from "node:crypto"; export const handler = async () => randomUUID();';
    const codeDirectory = codeFolder({ 'index.js': source, 'package.json': '{"type":"module"}', 'other.mjs': source });
    const pool = await startPool([
      functionModel({ codeDirectory }),
      functionModel({ functionName: 'other', handler: 'other.handler', codeDirectory }),
    ]);
    expect((await pool.invoke(request())).payload).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect((await pool.invoke(request({ functionName: 'other' }))).outcome).toBe('success');
  });

  test('may use a callback up to Node 22', async () => {
    const callback = '(event, context, callback) => { setTimeout(() => callback(null, "late"), 20); }';
    expect(await outcomeOf(callback, 'nodejs22.x')).toMatchObject({ payload: 'late', durationMs: 23 });
    expect((await outcomeOf(callback)).error?.errorType).toBe('Runtime.CallbackHandlerDeprecated');
    expect(await outcomeOf('() => "ignored"', 'nodejs22.x')).toMatchObject({ outcome: 'success', payload: null });
  });
});

describe('an invocation that fails', () => {
  test('by throwing tells type and message, and the run goes on', async () => {
    const pool = await poolOf(
      'exports.handler = async (event) => { if (event.bad) throw new TypeError("no order"); return "fine"; }',
    );
    const failed = await pool.invoke(request({ payload: { bad: true } }));
    expect(failed.error).toEqual({ errorType: 'TypeError', errorMessage: 'no order' });
    expect(failed).toMatchObject({ outcome: 'error', durationMs: 3 });
    expect(failed.payload).toBeUndefined();
    expect(await pool.invoke(request())).toMatchObject({ outcome: 'success', coldStart: false });
  });

  test('by throwing what is no Error tells its kind', async () => {
    expect((await outcomeOf('async () => { throw "text"; }')).error).toEqual({
      errorType: 'string',
      errorMessage: 'text',
    });
  });

  test('by returning what has no JSON is a MarshalError', async () => {
    for (const value of ['10n', '(() => { const a = {}; a.a = a; return a; })()']) {
      const { outcome, error } = await outcomeOf(`async () => ${value}`);
      expect([outcome, error?.errorType]).toEqual(['error', 'Runtime.MarshalError']);
    }
  });

  test('by process.exit ends the environment, with the words of Lambda', async () => {
    const pool = await poolOf('exports.handler = async () => { console.log("last words"); process.exit(3); }');
    const result = await pool.invoke(request());
    expect(result.error).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: 'RequestId: request-1 Error: Runtime exited with error: exit status 3',
    });
    expect(texts(result)[1]).toContain('last words');
    expect((await pool.invoke(request())).coldStart).toBe(true);
  });

  test('by an error in a timer or a rejection that nobody handles is an error, and the next start is cold', async () => {
    const pool = await poolOf(`exports.handler = async (kind) => {
      if (kind === 'timer') setTimeout(() => { throw new RangeError('in a timer'); }, 100);
      else if (kind === 'rejection') Promise.reject(new Error('nobody cares'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }`);
    const timer = await pool.invoke(request({ payload: 'timer' }));
    expect(timer).toMatchObject({ error: { errorType: 'RangeError', errorMessage: 'in a timer' }, durationMs: 103 });
    const rejection = await pool.invoke(request({ payload: 'rejection' }));
    expect(rejection.error).toEqual({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody cares',
    });
    expect([timer.coldStart, rejection.coldStart]).toEqual([true, true]);
  });
});

describe('a module that does not load', () => {
  test.each([
    ['a missing dependency', 'require("no-such-package")', 'Runtime.ImportModuleError', /Cannot find module 'no-such/],
    ['bad syntax', 'exports.handler = {', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
    ['no such export', 'exports.other = 1', 'Runtime.HandlerNotFound', /index.handler is undefined or not exported/],
    ['an error of its own', 'throw new Error("no TABLE_NAME")', 'Error', /no TABLE_NAME/],
  ])('for %s fails each invocation alike', async (_why, source, errorType, errorMessage) => {
    const pool = await poolOf(source);
    for (const requestId of ['request-1', 'request-2']) {
      const { outcome, error } = await pool.invoke(request({ requestId }));
      expect([outcome, error?.errorType]).toEqual(['error', errorType]);
      expect(error?.errorMessage).toMatch(errorMessage);
      expect(error?.errorMessage).not.toContain('golden-signals-code');
    }
  });

  test('because the file is not there says so', async () => {
    const pool = await poolOf('', { model: { handler: 'main.handler' } });
    expect((await pool.invoke(request())).error?.errorMessage).toContain("Cannot find module 'main'");
  });

  test('is tried again, since what it needs may be there later', async () => {
    const pool = await poolOf(
      'if ((globalThis.tries = (globalThis.tries ?? 0) + 1) < 2) throw new Error("early"); exports.handler = async () => "ok";',
    );
    expect((await pool.invoke(request())).outcome).toBe('error');
    expect(await pool.invoke(request())).toMatchObject({ payload: 'ok', coldStart: true });
  });
});

describe('an invocation that does not end', () => {
  test('because its promise is forgotten is a time-out at once', async () => {
    const result = await outcomeOf('() => new Promise(() => {})');
    expect(result).toMatchObject({ outcome: 'timeout', durationMs: 3000 });
    expect(result.error?.errorMessage).toBe('RequestId: request-1 Error: Task timed out after 3.00 seconds');
  });

  test('because it sleeps too long is a time-out, and the next start is cold', async () => {
    const pool = await poolOf('exports.handler = (ms) => new Promise((resolve) => setTimeout(resolve, ms));');
    const results: unknown[] = [];
    for (const payload of [2990, 3000, 2990]) results.push(await pool.invoke(request({ payload })));
    expect(results).toMatchObject([
      { outcome: 'success', durationMs: 2993 },
      { outcome: 'timeout', durationMs: 3000, coldStart: false },
      { outcome: 'success', coldStart: true },
    ]);
  });

  test('because it loops is a time-out when the watchdog barks; what it had written is not lost', async () => {
    const pool = await poolOf('exports.handler = async () => { console.log("looping"); for (;;) {} }', {
      // Real time: enough for a busy machine to start the worker.
      watchdogMs: 1000,
    });
    const result = await pool.invoke(request());
    expect(result).toMatchObject({ outcome: 'timeout', durationMs: 3000 });
    expect(texts(result).join()).toContain('looping');
    expect(pool.findings).toHaveLength(1);
  });
});

describe('a fault that the scenario injects', () => {
  const handler = 'exports.handler = async () => "not called";';

  test('to throw is an error with its message', async () => {
    const pool = await poolOf(handler);
    const result = await pool.invoke(request({ fault: { kind: 'throw', message: 'injected' } }));
    expect(result.error).toEqual({ errorType: 'Error', errorMessage: 'injected' });
    expect(texts(result)[1]).toContain('"stackTrace":["Error: injected"]');
  });

  test('to time out or to exit ends the environment', async () => {
    const pool = await poolOf(handler);
    expect((await pool.invoke(request({ fault: { kind: 'timeout' } }))).outcome).toBe('timeout');
    const exit = await pool.invoke(request({ fault: { kind: 'exit', code: 1 } }));
    expect(exit).toMatchObject({ coldStart: true, error: { errorType: 'Runtime.ExitError' } });
  });

  test('to run out of memory kills the process: the handler does not run and the next start is cold', async () => {
    const pool = await poolOf('let calls = 0; exports.handler = async () => ++calls;');
    await pool.invoke(request());
    const killed = await pool.invoke(request({ requestId: 'request-2', fault: { kind: 'outOfMemory' } }));
    expect(killed).toMatchObject({
      outcome: 'error',
      error: { errorMessage: 'RequestId: request-2 Error: Runtime exited with error: signal: killed' },
    });
    const after = await pool.invoke(request({ requestId: 'request-3' }));
    expect(after).toMatchObject({ outcome: 'success', payload: 1, coldStart: true });
  });

  test('to be slow makes the invocation longer, and a time-out of it if it is too long', async () => {
    const pool = await poolOf('exports.handler = async (event, context) => context.getRemainingTimeInMillis();');
    const slow = await pool.invoke(request({ fault: { kind: 'slow', extraMs: 1000 } }));
    expect(slow).toMatchObject({ outcome: 'success', payload: 2000, durationMs: 1003 });
    const late = await pool.invoke(request({ requestId: 'request-2', fault: { kind: 'slow', extraMs: 5000 } }));
    expect(late).toMatchObject({ outcome: 'timeout', durationMs: 3000 });
  });
});

describe('a function that cannot be run', () => {
  test('succeeds with nothing, and stands among the findings once', async () => {
    const pool = await startPool([
      functionModel(),
      functionModel({ functionName: 'python', logicalId: 'Python', runtime: 'python3.13', codeDirectory: '/nowhere' }),
    ]);
    for (const functionName of ['orders', 'orders', 'python']) {
      expect(await pool.invoke(request({ functionName }))).toMatchObject({ outcome: 'success', payload: null });
    }
    expect(pool.findings.map(({ where }) => where)).toEqual(['Orders', 'Python']);
  });

  test('is an error when nobody knows it', async () => {
    const pool = await startPool([]);
    const { error } = await pool.invoke(request({ functionName: 'nobody' }));
    expect(error?.errorType).toBe('ResourceNotFoundException');
    expect(pool.findings).toHaveLength(1);
  });
});
