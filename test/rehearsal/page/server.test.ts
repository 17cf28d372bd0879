import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, servePage } from '../../../rehearsal/page/server';
import type { RunRecord } from '../../../rehearsal/run-record';

const RECORD = { title: 'an incident', posts: [] } as unknown as RunRecord;

let staticDirectory: string;
const open: Page[] = [];

async function serve(port = 0): Promise<Page> {
  const page = await servePage(RECORD, { port, staticDirectory });
  open.push(page);
  return page;
}

beforeAll(() => {
  staticDirectory = mkdtempSync(join(tmpdir(), 'page-'));
  for (const name of ['index.html', 'main.js', 'main.css', 'icon.svg'])
    writeFileSync(join(staticDirectory, name), name);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()));
});

afterAll(() => rmSync(staticDirectory, { recursive: true }));

describe('the server of the page', () => {
  test.each([
    ['', 'text/html; charset=utf-8', 'index.html'],
    ['?from=terminal', 'text/html; charset=utf-8', 'index.html'],
    ['main.js', 'text/javascript; charset=utf-8', 'main.js'],
    ['main.css', 'text/css; charset=utf-8', 'main.css'],
    ['icon.svg', 'image/svg+xml', 'icon.svg'],
  ])('serves /%s', async (path, type, body) => {
    const response = await fetch(`${(await serve()).url}${path}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toBe(body);
  });

  test('serves the run as JSON', async () => {
    const response = await fetch(`${(await serve()).url}run.json`);
    expect(await response.json()).toEqual(RECORD);
  });

  test('sends a content policy without inline scripts or other hosts on every answer', async () => {
    const { url } = await serve();
    for (const path of ['', 'run.json', 'nothing-here']) {
      const { headers } = await fetch(`${url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test.each(['nothing-here', '../package.json', '%2e%2e/package.json', 'index.html/'])(
    'answers 404 for /%s',
    async (path) => {
      const { url } = await serve();
      const { port } = new URL(url);
      // Through http, because fetch would tidy the path before it is sent.
      const status = await new Promise((resolve) => {
        get({ host: '127.0.0.1', port, path: `/${path}` }, (response) => resolve(response.resume().statusCode));
      });
      expect(status).toBe(404);
    },
  );

  test('answers nothing but GET and HEAD', async () => {
    const { url } = await serve();
    expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('does not answer a foreign name that resolves to this machine', async () => {
    const { port } = new URL((await serve()).url);
    const status = await new Promise((resolve) => {
      const headers = { host: `attacker.example:${port}` };
      request({ host: '127.0.0.1', port, path: '/run.json', headers }, (response) =>
        resolve(response.resume().statusCode),
      ).end();
    });
    expect(status).toBe(421);
  });

  // Elsewhere than on Linux there is only one loopback address.
  (process.platform === 'linux' ? test : test.skip)('listens on 127.0.0.1 and on no other address', async () => {
    const { url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const outcome = await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: Number(new URL(url).port) });
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(outcome).toBe('ECONNREFUSED');
  });

  test('takes the next free port when its own is taken', async () => {
    const blocker = createServer();
    const taken = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
    });
    try {
      const { port } = new URL((await serve(taken)).url);
      expect(Number(port)).toBeGreaterThan(taken);
      expect(Number(port)).toBeLessThan(taken + 50);
    } finally {
      blocker.close();
    }
  });

  test('is gone once it is closed, open connections included', async () => {
    const { url } = await serve();
    await (await fetch(url)).text();
    await open.pop()!.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  test('says what to do when the page is not built', async () => {
    const serving = servePage(RECORD, { port: 0, staticDirectory: join(staticDirectory, 'missing') });
    await expect(serving).rejects.toThrow(/is missing. Run "npm run build" first/);
  });
});
