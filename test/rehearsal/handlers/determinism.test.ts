import type { HandlerPool } from '../../../rehearsal/handlers/handler-pool';
import type { InvocationResult, OutsideWorld } from '../../../rehearsal/handlers/invocation';
import { closeAll, codeFolder, functionModel, poolOf, request, startPool } from './code-folder';

afterEach(closeAll);

const RANDOM = `
  const nodeCrypto = require('node:crypto');
  exports.handler = async () => {
    const parallel = await Promise.all([1, 2, 3].map(async (n) => { await fetch('https://example.com/' + n); console.log(n); return Date.now(); }));
    console.log(process.memoryUsage(), process.pid, require('node:os').hostname(), process.uptime(), new Error('where').stack);
    return [Math.random(), crypto.randomUUID(), nodeCrypto.randomUUID(), nodeCrypto.randomBytes(8).toString('hex'),
      nodeCrypto.randomInt(1000), [...crypto.getRandomValues(new Uint8Array(4))], parallel,
      await new Promise((resolve) => nodeCrypto.randomFill(Buffer.alloc(4), (_, b) => resolve(b.toString('hex'))))];
  };`;

const calm: OutsideWorld = { request: async () => ({ statusCode: 200, body: '', latencyMs: 7 }) };

async function runs(seed?: number): Promise<InvocationResult[]> {
  const pool = await poolOf(RANDOM, { outside: calm, ...(seed === undefined ? {} : { seed }) });
  const results: InvocationResult[] = [];
  for (const requestId of ['request-1', 'request-2']) results.push(await pool.invoke(request({ requestId })));
  return results;
}

test('two runs are equal byte for byte', async () => {
  expect(JSON.stringify(await runs())).toBe(JSON.stringify(await runs()));
});

test('another seed, or another request, gives other random values', async () => {
  const [[a, b], [c]] = await Promise.all([runs(), runs(7)]);
  const values = [a, b, c].map((result) => (result!.payload as unknown[])[0]);
  expect(new Set(values).size).toBe(3);
});

test('random values are in their ranges and of their shapes', async () => {
  const pool = await poolOf(`const c = require('node:crypto'); exports.handler = async () => {
    const many = Array.from({ length: 2000 }, () => [Math.random(), c.randomInt(5, 8)]);
    const fractions = many.map(([f]) => f), integers = many.map(([, i]) => i);
    return [Math.min(...fractions) >= 0, Math.max(...fractions) < 1, fractions.reduce((a, b) => a + b) / 2000, [...new Set(integers)].sort(), crypto.randomUUID()];
  }`);
  const [low, high, mean, integers, uuid] = (await pool.invoke(request())).payload as [
    boolean,
    boolean,
    number,
    number[],
    string,
  ];
  expect([low, high, integers]).toEqual([true, true, [5, 6, 7]]);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe('functions that call functions', () => {
  /** `https://<function>.example.com` invokes that function; its answer takes as long as it does. */
  async function nested(sources: Readonly<Record<string, string>>): Promise<HandlerPool> {
    let pool: HandlerPool;
    let count = 0;
    const outside: OutsideWorld = {
      request: async ({ url, atMs, body }) => {
        const functionName = new URL(url).hostname.split('.')[0]!;
        const result = await pool.invoke({ functionName, requestId: `nested-${count++}`, atMs, payload: Number(body) });
        return { statusCode: 200, body: JSON.stringify(result.payload ?? null), latencyMs: result.durationMs };
      },
    };
    pool = await startPool(
      Object.entries(sources).map(([functionName, source]) =>
        functionModel({ functionName, codeDirectory: codeFolder({ 'index.js': source }) }),
      ),
      { outside, watchdogMs: 2000 },
    );
    return pool;
  }

  test('wait for each other in virtual time', async () => {
    const pool = await nested({
      orders: `exports.handler = async () => (await fetch('https://payments.example.com', { method: 'POST', body: '1' })).json();`,
      payments: 'exports.handler = (n) => new Promise((resolve) => setTimeout(resolve, 500, n + 1));',
    });
    expect(await pool.invoke(request())).toMatchObject({ payload: 2, durationMs: 506 });
  });

  const recursive = `exports.handler = async (n) => n === 0 ? 'end' : (await fetch('https://orders.example.com', { method: 'POST', body: String(n - 1) })).json();`;

  test('may call themselves', async () => {
    const pool = await nested({ orders: recursive });
    expect(await pool.invoke(request({ payload: 2 }))).toMatchObject({ payload: 'end', durationMs: 9 });
  });

  test('are throttled when they do so without end', async () => {
    const pool = await nested({ orders: recursive });
    expect((await pool.invoke(request({ payload: 100 }))).outcome).toBe('success');
    expect(pool.findings.map(({ what }) => what)).toEqual([expect.stringContaining('calls itself')]);
  });
});
