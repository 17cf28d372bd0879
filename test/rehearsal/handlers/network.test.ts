import type { OutsideRequest, OutsideResponse, OutsideWorld } from '../../../rehearsal/handlers/invocation';
import { closeAll, poolOf, request } from './code-folder';

afterEach(closeAll);

function world(): OutsideWorld & { readonly requests: OutsideRequest[] } {
  const requests: OutsideRequest[] = [];
  return {
    requests,
    request: async (asked): Promise<OutsideResponse | undefined> => {
      requests.push(asked);
      const { pathname, hostname } = new URL(asked.url);
      if (hostname !== 'api.example.com') return undefined;
      if (pathname === '/old') return { statusCode: 302, headers: { Location: '/new' }, body: '', latencyMs: 10 };
      return { statusCode: 201, headers: { 'X-Answer': '42' }, body: `${asked.method} ${pathname}`, latencyMs: 10 };
    },
  };
}

async function run(body: string, outside: OutsideWorld = world()) {
  const pool = await poolOf(`exports.handler = async () => { ${body} }`, { outside });
  return { ...(await pool.invoke(request())), findings: pool.findings };
}

/** What a handler sees of a failure of \`expression\`. */
const failureOf = (expression: string) =>
  `try { await ${expression}; return 'no failure'; } catch (e) { return [e.name, e.message, e.code ?? e.cause?.code]; }`;

const viaHttps = (options: string) => `new Promise((resolve, reject) => {
  const request = require('node:https').request(${options}, (response) => {
    let text = ''; response.on('data', (d) => { text += d; }).on('end', () => resolve([response.statusCode, response.headers['x-answer'], text]));
  }).on('error', reject);
  request.end('{"a":1}');
})`;

test('fetch reaches the outside world with method, headers and body', async () => {
  const outside = world();
  const { payload, durationMs } = await run(
    `const r = await fetch('https://api.example.com/pay?x=1', { method: 'POST', body: JSON.stringify({ a: 'ü' }), headers: { 'X-Key': 'k' } });
     return [r.status, r.ok, r.url, r.headers.get('x-answer'), await r.text()];`,
    outside,
  );
  expect(payload).toEqual([201, true, 'https://api.example.com/pay?x=1', '42', 'POST /pay']);
  expect(durationMs).toBe(13);
  expect(outside.requests).toMatchObject([
    {
      functionName: 'orders',
      method: 'POST',
      url: 'https://api.example.com/pay?x=1',
      body: '{"a":"ü"}',
      headers: { 'x-key': 'k' },
    },
  ]);
});

test('https.request does, with and without a keep-alive agent', async () => {
  const outside = world();
  const { payload } = await run(
    `const options = { host: 'api.example.com', path: '/a', method: 'PUT' };
     const agent = new (require('node:https').Agent)({ keepAlive: true });
     return [await ${viaHttps('options')}, await ${viaHttps('{ ...options, agent }')}, await ${viaHttps('{ ...options, agent }')}, await ${viaHttps('{ ...options, agent: false }')}];`,
    outside,
  );
  expect(payload).toEqual(Array(4).fill([201, '42', 'PUT /a']));
  expect(outside.requests[3]).toMatchObject({ url: 'https://api.example.com/a', body: '{"a":1}' });
});

test('fetch follows redirects, unless it is told not to', async () => {
  const { payload } = await run(
    `const followed = await fetch('https://api.example.com/old', { method: 'POST', body: 'x' });
     const manual = await fetch('https://api.example.com/old', { redirect: 'manual' });
     return [followed.redirected, followed.url, await followed.text(), manual.status];`,
  );
  expect(payload).toEqual([true, 'https://api.example.com/new', 'GET /new', 302]);
});

test('a host that nobody stands for refuses the connection, and is noted once', async () => {
  const viaFetch = await run(
    failureOf(`fetch('https://other.example.com/').catch(() => fetch('https://other.example.com/'))`),
  );
  expect(viaFetch.payload).toEqual(['TypeError', 'fetch failed', 'ECONNREFUSED']);
  expect(viaFetch.findings).toEqual([
    { where: 'Orders', what: 'nobody stands for https://other.example.com: the connection was refused' },
  ]);
  const viaRequest = await run(failureOf(viaHttps(`{ host: 'other.example.com', method: 'POST' }`)));
  expect(viaRequest.payload).toEqual(['Error', 'connect ECONNREFUSED other.example.com:443', 'ECONNREFUSED']);
});

test.each([
  [
    'a raw socket',
    `new Promise((_, reject) => new (require('node:net').Socket)().on('error', reject).connect(5432, '192.0.2.1'))`,
  ],
  [
    'a raw socket to loopback',
    `new Promise((_, reject) => new (require('node:net').Socket)().on('error', reject).connect({ port: 22 }))`,
  ],
  [
    'another protocol',
    `new Promise((_, reject) => require('node:net').connect(6379, '192.0.2.1').on('error', reject).write('PING\\r\\n\\r\\n'))`,
  ],
  ['a DNS look-up', `require('node:dns').promises.lookup('example.com')`],
  ['a DNS look-up with a callback', `require('node:util').promisify(require('node:dns').resolve4)('example.com')`],
  ['a child process', `require('node:child_process').execSync('true')`],
  ['HTTP/2', `require('node:http2').connect('https://example.com')`],
  ['a worker', `new (require('node:worker_threads').Worker)('', { eval: true })`],
  ['a local socket', `require('node:net').connect('/var/run/docker.sock')`],
])('%s is refused with a reason, and noted', async (_what, expression) => {
  const { payload, findings } = await run(failureOf(expression));
  expect(payload).not.toBe('no failure');
  expect(findings).toHaveLength(1);
});

test('a UDP datagram is dropped, as one that nobody hears', async () => {
  const { outcome, findings } = await run(
    `await new Promise((resolve) => require('node:dgram').createSocket('udp4').send('x', 2000, '192.0.2.1', resolve));`,
  );
  expect(outcome).toBe('success');
  expect(findings).toHaveLength(1);
});

test('a world that fails is a refused connection and a finding, not the end of the run', async () => {
  const broken: OutsideWorld = { request: () => Promise.reject(new Error('scenario bug')) };
  const { payload, findings } = await run(failureOf(`fetch('https://api.example.com/')`), broken);
  expect(payload).toEqual(['TypeError', 'fetch failed', 'ECONNREFUSED']);
  expect(findings[0]?.what).toContain('scenario bug');
});

test("nothing of this machine's environment reaches the handler", async () => {
  process.env.REHEARSAL_TEST_SECRET = 'of the host';
  const pool = await poolOf('exports.handler = async () => process.env;', {
    model: { environment: { TABLE: 'orders-table' } },
  });
  const environment = (await pool.invoke(request())).payload as Record<string, string>;
  delete process.env.REHEARSAL_TEST_SECRET;
  expect(environment).toMatchObject({
    TABLE: 'orders-table',
    AWS_LAMBDA_FUNCTION_NAME: 'orders',
    AWS_REGION: 'us-east-1',
    LAMBDA_TASK_ROOT: '/var/task',
    _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-695aff00-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
  });
  expect(Object.keys(environment).filter((name) => !/^(AWS_|LAMBDA_|_|TABLE$|LANG$|PATH$|TZ$)/.test(name))).toEqual([]);
});
