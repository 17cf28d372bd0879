import type { Host } from './host';
import { refusal } from './refusal';
import type { VirtualTime } from './virtual-time';

const MOST_REDIRECTS = 20;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304];

/** `fetch`, answered by the rehearsal; time-outs and aborts work in virtual time. */
export function virtualFetch(host: Host, time: VirtualTime): typeof fetch {
  const realFetch = globalThis.fetch;

  return async (input, init) => {
    let request = new Request(input, init);
    if (!/^https?:/.test(request.url)) return realFetch(request);
    for (let redirects = 0; ; redirects++) {
      const body = await request.clone().text();
      request.signal.throwIfAborted();
      const url = new URL(request.url);
      const answer = host.ask({
        atMs: time.now(),
        method: request.method,
        url: request.url,
        headers: { host: url.host, ...Object.fromEntries(request.headers) },
        body,
      });
      await arrival(time, answer.latencyMs, request.signal);
      if ('refused' in answer) {
        throw new TypeError('fetch failed', { cause: refusal(url.hostname, portOf(url)) });
      }
      const location = answer.headers.location;
      if (!REDIRECTS.includes(answer.statusCode) || location === undefined || request.redirect === 'manual') {
        return responseTo(request, answer, redirects > 0);
      }
      if (request.redirect === 'error' || redirects === MOST_REDIRECTS) {
        throw new TypeError('fetch failed', { cause: new Error(`unexpected redirect to ${location}`) });
      }
      request = redirected(request, new URL(location, url), answer.statusCode, body);
    }
  };
}

/** Resolves when the answer is due, rejects when the caller gives up first. */
function arrival(time: VirtualTime, latencyMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = time.after(latencyMs, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}

function responseTo(
  request: Request,
  answer: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  redirected: boolean,
): Response {
  const empty = request.method === 'HEAD' || WITHOUT_BODY.includes(answer.statusCode);
  const response = new Response(empty ? null : answer.body, { status: answer.statusCode, headers: answer.headers });
  Object.defineProperties(response, { url: { value: request.url }, redirected: { value: redirected } });
  return response;
}

function redirected(request: Request, to: URL, statusCode: number, body: string): Request {
  const asGet = statusCode === 303 || ((statusCode === 301 || statusCode === 302) && request.method === 'POST');
  const headers = new Headers(request.headers);
  if (to.origin !== new URL(request.url).origin) for (const name of ['authorization', 'cookie']) headers.delete(name);
  const method = asGet && request.method !== 'HEAD' ? 'GET' : request.method;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(to, { method, headers, signal: request.signal, ...(hasBody ? { body } : {}) });
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
