import { errorName, member } from './error-name';

/** A POST of JSON: all that a channel needs. */
export interface HttpRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer, or why there is none. `failure` is a short code, never text of an error: that may hold the URL. */
export type HttpAnswer =
  | { readonly status: number; readonly retryAfter?: string; readonly body: string }
  | { readonly failure: string };

/** Sends a request; never throws. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Long enough for a slow vendor, short enough for ten records in one invocation. */
const TIMEOUT_MS = 5_000;

/** Answers of vendors are short; more is somebody else's page. */
const MAX_BODY_LENGTH = 16_384;

/** The global fetch behind `Http`. Redirects are refused: they would carry a secret to another host. */
export function fetchHttp(timeoutMs = TIMEOUT_MS): Http {
  return async ({ url, headers, body }) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const retryAfter = response.headers.get('retry-after');
      const text = (await response.text()).slice(0, MAX_BODY_LENGTH);
      return { status: response.status, body: text, ...(retryAfter !== null && { retryAfter }) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };
}

/** `TimeoutError`, `ECONNREFUSED` …: the code only. */
function failureOf(error: unknown): string {
  const code = member(member(error, 'cause'), 'code');
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : errorName(error);
}
