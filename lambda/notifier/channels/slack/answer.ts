import { type Fields, fieldsOf, parseJson, textOf } from '../../events/fields';
import type { HttpAnswer } from '../../http';
import type { Broken, Retry } from '../channel';
import { judge, secondsUntil } from '../retry-table';

/** Errors of the Web API that pass by themselves: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

const RATE_LIMITS: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited']);

const SECRET_SUSPECT: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** What Slack said: the fields of a good answer, or what is wrong and Slack's code for it. */
export type SlackAnswer =
  | { readonly fields: Fields }
  | { readonly problem: Retry | Broken; readonly code: string | undefined };

/** Reads an answer of the Web API, which says 200 also to what it refuses. */
export function readApiAnswer(answer: HttpAnswer, nowMs: number): SlackAnswer {
  const failed = judge(answer, 'Slack', nowMs);
  if (failed !== undefined || 'failure' in answer) return { problem: failed!, code: undefined };
  const fields = fieldsOf(parseJson(answer.body));
  if (fields === undefined || typeof fields.ok !== 'boolean') {
    return { problem: { outcome: 'retry', why: 'Slack: an answer that is not Slack’s' }, code: undefined };
  }
  if (fields.ok) return { fields };
  const code = codeIn(textOf(fields, 'error'));
  const why = `Slack: ${code}`;
  if (!PASSING.has(code)) return { problem: { outcome: 'broken', why, secretSuspect: SECRET_SUSPECT.has(code) }, code };
  const afterSeconds = secondsUntil(answer.retryAfter, nowMs);
  const pause = RATE_LIMITS.has(code);
  return { problem: { outcome: 'retry', why, pause, ...(afterSeconds !== undefined && { afterSeconds }) }, code };
}

/** Reads an answer of an incoming webhook: a status, and a code as plain text. */
export function readWebhookAnswer(answer: HttpAnswer, nowMs: number): SlackAnswer {
  const problem = judge(answer, 'Slack', nowMs);
  if (problem === undefined || 'failure' in answer)
    return problem === undefined ? { fields: {} } : { problem, code: undefined };
  const code = codeIn(answer.body.trim());
  return { problem: code === 'unknown' ? problem : { ...problem, why: `${problem.why} ${code}` }, code };
}

/** Slack's codes are words; anything else might repeat what we sent, and is not passed on. */
function codeIn(text: string | undefined): string {
  return text !== undefined && /^[a-z][a-z_]{1,60}$/.test(text) ? text : 'unknown';
}
