import type { HttpAnswer } from '../http';
import type { Broken, Retry } from './channel';

/** Statuses that pass by themselves; so do all of 5xx and every failure of the network. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);

/** Statuses that a revoked or replaced secret causes, also where the URL is the secret. */
const SECRET_SUSPECT: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** The one retry table of all vendors. `undefined` for a 2xx: what that means, only the vendor's channel knows. */
export function judge(answer: HttpAnswer, vendor: string, nowMs: number): Retry | Broken | undefined {
  if ('failure' in answer) {
    // After a time-out it may have been posted: two messages are better than none.
    const silent = answer.failure === 'TimeoutError' || answer.failure === 'AbortError';
    return { outcome: 'retry', why: `${vendor}: no answer (${answer.failure})`, pause: silent };
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const why = `${vendor}: HTTP ${status}`;
  if (RETRYABLE.has(status) || status >= 500) {
    const afterSeconds = secondsUntil(answer.retryAfter, nowMs);
    return { outcome: 'retry', why, pause: status === 429, ...(afterSeconds !== undefined && { afterSeconds }) };
  }
  return { outcome: 'broken', why, secretSuspect: SECRET_SUSPECT.has(status) };
}

/** Seconds from a Retry-After header, which is a number of seconds or a date. */
export function secondsUntil(retryAfter: string | undefined, nowMs: number): number | undefined {
  if (retryAfter === undefined || retryAfter.trim() === '') return undefined;
  const seconds = Number(retryAfter);
  const wait = Number.isNaN(seconds) ? (Date.parse(retryAfter) - nowMs) / 1000 : seconds;
  return Number.isFinite(wait) && wait >= 0 ? Math.ceil(wait) : undefined;
}
