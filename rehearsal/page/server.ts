import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import type { RunRecord } from '../run-record';

const LOOPBACK = '127.0.0.1';
const DEFAULT_PORT = 4100;
const PORTS_TO_TRY = 50;

/** What the build puts into `dist/page`. */
const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/main.js': { file: 'main.js', type: 'text/javascript; charset=utf-8' },
  '/main.css': { file: 'main.css', type: 'text/css; charset=utf-8' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
};

/** Everything comes from here, nothing runs inline, nobody frames it, nothing is kept. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface PageOptions {
  /**
   * First port to try; the following ones when it is taken. 0 takes any free port.
   *
   * @default 4100
   */
  readonly port?: number;
  /**
   * Folder with the built page.
   *
   * @default - `dist/page` of this package
   */
  readonly staticDirectory?: string;
}

/** A page that is being served. */
export interface Page {
  /** `http://127.0.0.1:4100/` */
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly type: string;
  readonly body: Buffer;
}

function answers(record: RunRecord, directory: string): Map<string, Answer> {
  const found = new Map<string, Answer>();
  for (const [path, { file, type }] of Object.entries(FILES)) {
    const source = join(directory, file);
    if (!existsSync(source)) throw new Error(`The page is not built: ${source} is missing. Run "npm run build" first.`);
    found.set(path, { type, body: readFileSync(source) });
  }
  found.set('/run.json', { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(record)) });
  return found;
}

function send(response: ServerResponse, status: number, answer: Answer, withBody: boolean): void {
  response.writeHead(status, { ...HEADERS, 'content-type': answer.type, 'content-length': answer.body.length });
  response.end(withBody ? answer.body : undefined);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  send(response, status, { type: 'text/plain; charset=utf-8', body: Buffer.from(`${text}\n`) }, true);
}

/** A foreign site that resolves its own name to 127.0.0.1 must not read the run: only our own names are answered. */
function isOurHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

async function listenFrom(server: Server, first: number): Promise<void> {
  const last = first === 0 ? 0 : Math.min(first + PORTS_TO_TRY - 1, 65_535);
  for (let port = first; ; port += 1) {
    try {
      return await listen(server, port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (port >= last)
        throw new Error(`No free port between ${first} and ${last} on ${LOOPBACK}. Choose another one.`);
    }
  }
}

/**
 * Serves the page of a finished rehearsal on 127.0.0.1, and nowhere else.
 *
 * @throws when the page is not built or no port is free
 */
export async function servePage(record: RunRecord, options: PageOptions = {}): Promise<Page> {
  const directory = options.staticDirectory ?? join(packageRoot(), 'dist', 'page');
  const known = answers(record, directory);
  const server = createServer((request, response) => {
    if (!isOurHost(request.headers.host)) return refuse(response, 421, 'This page answers on 127.0.0.1 only.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
    const answer = known.get((request.url ?? '/').split('?', 1)[0]!);
    if (answer === undefined) return refuse(response, 404, 'There is nothing at this address.');
    send(response, 200, answer, request.method === 'GET');
  });
  await listenFrom(server, options.port ?? DEFAULT_PORT);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
