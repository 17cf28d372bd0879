import type { OutsideWorld } from '../../../rehearsal/handlers/invocation';
import { closeAll, codeFolder, functionModel, poolOf, request, START_MS, startPool } from './code-folder';

afterEach(closeAll);

/** Answers after as many virtual milliseconds as the path says: `/250`, `/Infinity`. */
const slow: OutsideWorld = {
  request: async ({ url }) => ({ statusCode: 200, body: 'done', latencyMs: Number(new URL(url).pathname.slice(1)) }),
};

async function run(body: string, timeoutSeconds = 10) {
  const pool = await poolOf(`exports.handler = async (event, context) => { ${body} }`, {
    outside: slow,
    model: { timeoutSeconds },
  });
  return pool.invoke(request());
}

test('the clock stands at the start of each invocation, earlier ones notwithstanding', async () => {
  const pool = await poolOf(`exports.handler = async () => {
    const at = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return [at, new Date().toISOString()];
  }`);
  expect((await pool.invoke(request())).payload).toEqual([START_MS, '2026-01-05T00:00:01.000Z']);
  expect((await pool.invoke(request({ atMs: START_MS + 100 }))).payload).toEqual([
    START_MS + 100,
    '2026-01-05T00:00:01.100Z',
  ]);
});

test('loading the module takes no time of the invocation', async () => {
  const source = `const loadedAt = await new Promise((resolve) => setTimeout(() => resolve(Date.now()), 700));
    export const handler = async () => [loadedAt, Date.now()];`;
  const pool = await startPool([functionModel({ codeDirectory: codeFolder({ 'index.mjs': source }) })]);
  expect(await pool.invoke(request())).toMatchObject({ payload: [START_MS + 700, START_MS], durationMs: 3 });
});

test('every kind of timer sleeps in virtual time', async () => {
  const result = await run(`
    const timers = require('node:timers/promises');
    await timers.setTimeout(1000);
    await timers.scheduler.wait(500);
    await require('node:util').promisify(setTimeout)(250);
    let ticks = 0;
    await new Promise((resolve) => { const t = setInterval(() => { if (++ticks === 5) { clearInterval(t); resolve(); } }, 50); });
    return Date.now() - ${START_MS};
  `);
  expect(result).toMatchObject({ payload: 2000, durationMs: 2003 });
});

test('a delay of 0 is 1 ms, so that polling gets somewhere', async () => {
  const { payload } = await run(`
    const started = Date.now();
    while (Date.now() - started < 5) await new Promise((resolve) => setTimeout(resolve, 0));
    return Date.now() - started;
  `);
  expect(payload).toBe(5);
});

test('every clock tells the same time', async () => {
  const { payload } = await run(`
    const before = [performance.now(), process.hrtime.bigint(), process.hrtime(), performance.timeOrigin + performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const [seconds, nanoseconds] = process.hrtime(before[2]);
    return [performance.now() - before[0], Number(process.hrtime.bigint() - before[1]), seconds, nanoseconds, before[3]];
  `);
  expect(payload).toEqual([1500, 1_500_000_000, 1, 500_000_000, START_MS]);
});

test('getRemainingTimeInMillis counts virtual time', async () => {
  const { payload } = await run(`
    const before = context.getRemainingTimeInMillis();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return [before, context.getRemainingTimeInMillis()];
  `);
  expect(payload).toEqual([10_000, 9600]);
});

test('work in the thread pool is waited for before time moves on', async () => {
  const { payload, durationMs } = await run(`
    const timeout = new Promise((resolve) => setTimeout(resolve, 5, 'too slow'));
    const zlib = require('node:util').promisify(require('node:zlib').gzip);
    const work = [
      zlib(Buffer.alloc(2e6)),
      crypto.subtle.digest('SHA-256', Buffer.alloc(2e6)),
      require('node:fs').promises.readFile(__filename),
      new Promise((resolve) => require('node:crypto').pbkdf2('a', 'b', 10000, 32, 'sha256', resolve)),
    ];
    return Promise.race([Promise.all(work).then(() => 'done'), timeout]);
  `);
  expect([payload, durationMs]).toEqual(['done', 3]);
});

test('calls that are made in parallel overlap, and arrive when they are due', async () => {
  const result = await run(`
    const order = [];
    await Promise.all([300, 100, 200].map((ms) => fetch('https://example.com/' + ms).then(() => order.push([ms, Date.now() - ${START_MS}]))));
    return order;
  `);
  expect(result).toMatchObject({
    payload: [
      [100, 100],
      [200, 200],
      [300, 300],
    ],
    durationMs: 303,
  });
});

test.each(['fetch', 'http'])('AbortSignal.timeout gives up a slow call by %s after its time', async (client) => {
  const call =
    client === 'fetch'
      ? `fetch('https://example.com/3000', { signal: AbortSignal.timeout(2000) })`
      : `new Promise((resolve, reject) => require('node:https').get('https://example.com/3000', { signal: AbortSignal.timeout(2000) }, resolve).on('error', reject))`;
  const result = await run(
    `try { await ${call}; return 'answered'; } catch (error) { return [error.name, Date.now() - ${START_MS}]; }`,
  );
  expect(result).toMatchObject({
    payload: [client === 'fetch' ? 'TimeoutError' : 'AbortError', 2000],
    durationMs: 2003,
  });
});

test("a client's own time-out is virtual", async () => {
  const { payload } = await run(`
    const request = require('node:http').get('http://example.com/3000', { timeout: 1200 });
    return new Promise((resolve) => request.on('timeout', () => { resolve(Date.now() - ${START_MS}); request.destroy(); }).on('error', () => {}));
  `);
  expect(payload).toBe(1200);
});

test('a dependency that is slower than the function makes it time out', async () => {
  expect(await run(`return (await fetch('https://example.com/3500')).text()`, 3)).toMatchObject({
    outcome: 'timeout',
    durationMs: 3000,
  });
});

test('a dependency that never answers makes it time out', async () => {
  expect(await run(`return (await fetch('https://example.com/Infinity')).text()`, 3)).toMatchObject({
    outcome: 'timeout',
    durationMs: 3000,
  });
});

test('timers that outlive their invocation keep the time that was left to them', async () => {
  const pool = await poolOf(`
    let fired;
    exports.handler = async (first) => {
      if (first) { setTimeout(() => { fired = Date.now(); }, 1000); return; }
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return fired;
    };`);
  await pool.invoke(request({ payload: true }));
  const { payload } = await pool.invoke(request({ payload: false, atMs: START_MS + 60_000 }));
  expect(payload).toBe(START_MS + 61_000);
});
