import type { Rehearsal } from '../rehearse';
import type { TraceEvent } from '../trace';
import type { ChainStep } from './delivery-chain';
import { messagesOf } from './messages';
import { shortened } from './shortened';

/** What Lambda itself writes about every invocation. */
const PLATFORM_LINE = /^(?:START|END|REPORT) RequestId|"platform\./;

/** How long after a change a function still works on its message: retries of two failed attempts take three minutes. */
const PATIENCE_MS = 5 * 60_000;

/** What reached a function. */
export interface Reached {
  readonly atMs: number;
  readonly alarmName: string;
  /** What may have kept it away. @default - nothing */
  readonly hindrance?: string;
}

/** What a function did with the message that reached it: its attempts, and what the chat vendor answered. */
export function functionSteps(
  rehearsal: Rehearsal,
  functionName: string,
  { atMs, alarmName, hindrance = '' }: Reached,
): ChainStep[] {
  const { trace, record } = rehearsal;
  const isSoon = (event: { readonly atMs: number }) => event.atMs >= atMs && event.atMs < atMs + PATIENCE_MS;
  const own = trace.events.filter((event) => event.functionName === functionName && isSoon(event));
  const attempts = own.flatMap((event) => attemptStep(rehearsal, event) ?? []);
  if (attempts.length === 0) {
    return [{ text: `${functionName} was not invoked${hindrance}`, broken: true }];
  }
  const refusals = trace.events
    .filter((event) => event.kind === 'chatRefused' && isSoon(event))
    .map((event) => ({ atMs: event.atMs, text: `${event.vendor} refused a message: ${event.reason}`, broken: true }));
  const messages = messagesOf({ posts: record.posts, emails: [] }).filter(isSoon);
  const aboutIt = messages.filter(({ text }) => text.includes(alarmName));
  const posts = (aboutIt.length > 0 ? aboutIt : messages).map(({ atMs: postMs, to, text }) => ({
    atMs: postMs,
    text: `posted on ${to}: ${shortened(text, 60)}`,
  }));
  const silent = { text: `${functionName} posted nothing, and no vendor refused anything`, broken: true };
  const failed = attempts.some(({ broken }) => broken);
  const outcome = [...refusals, ...posts];
  return [
    ...inOrder([...repeated(attempts), ...repeated(outcome)]),
    ...(outcome.length === 0 && !failed ? [silent] : []),
  ];
}

function attemptStep(rehearsal: Rehearsal, event: TraceEvent): ChainStep | undefined {
  const { atMs, kind, functionName } = event;
  switch (kind) {
    case 'throttle':
      return { atMs, text: `${functionName} was throttled`, broken: true };
    case 'asyncEventDropped':
      return { atMs, text: `Lambda gave up on ${functionName}: ${event.condition}`, broken: true };
    case 'invocation': {
      if (event.outcome === 'success') return { atMs, text: `${functionName} ran` };
      const said = lastError(rehearsal, event);
      const text = `${functionName} failed: ${event.errorType ?? event.outcome}${said === undefined ? '' : `, "${said}"`}`;
      return { atMs, text, broken: true };
    }
    default:
      return undefined;
  }
}

/** What a failed invocation logged last as an error. */
function lastError({ model, logs }: Rehearsal, { functionName, requestId, atMs }: TraceEvent): string | undefined {
  const group = model.functions.find((each) => each.functionName === functionName)?.logGroupName;
  if (group === undefined) return undefined;
  const line = logs
    .events(group, atMs)
    .findLast(
      ({ message }) =>
        message.includes(String(requestId)) && /\berror\b/i.test(message) && !PLATFORM_LINE.test(message),
    );
  if (line === undefined) return undefined;
  const found = /"(?:errorMessage|message)":\s*"((?:[^"\\]|\\.)*)"/.exec(line.message)?.[1];
  return shortened((found ?? line.message).replace(/^RequestId: \S+ (Error: )?/, ''), 55);
}

/** The same step again and again is told once. */
function repeated(steps: readonly ChainStep[]): ChainStep[] {
  const counts = new Map<string, number>();
  for (const { text } of steps) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => {
    const first = steps.find((step) => step.text === text)!;
    return count === 1 ? first : { ...first, text: `${text} (${count} times)` };
  });
}

function inOrder(steps: readonly ChainStep[]): ChainStep[] {
  return steps.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}
