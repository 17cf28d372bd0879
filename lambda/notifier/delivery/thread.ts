import type { Alert } from '../alert';
import type { ThreadContext } from '../channels/channel';

/** What a channel was last told about an alarm. */
export interface Thread {
  /** The message to reply to, when the channel names its messages and something was posted. */
  readonly messageId?: string;
  /** The alert that the first message shows. */
  readonly first: Alert;
  /** The newest change of state, by CloudWatch's time and not by arrival. */
  readonly lastState: NonNullable<Alert['state']>;
  readonly lastChangedAtMs: number;
  /** Set while the alarm is OK again. */
  readonly resolvedAtMs?: number;
  /** How often it has fired since the first message. */
  readonly occurrences: number;
}

/** What to do with an alert. */
export type Placement =
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'post'; readonly thread?: ThreadContext };

/** An alarm that fires again this soon after its OK is the same trouble. */
const FLAP_MS = 3_600_000;
/** After a day the first message has scrolled out of sight: fire again in a new one. */
const REUSE_MS = 86_400_000;

/** Decides by the times of the changes, because neither SNS nor SQS keeps their order. */
export function place(alert: Alert, known: Thread | undefined): Placement {
  const { state, changedAtMs } = alert;
  if (state === undefined || changedAtMs === undefined) return { kind: 'post' };
  if (known !== undefined && changedAtMs === known.lastChangedAtMs && state === known.lastState) {
    return { kind: 'skip', why: 'this change has been posted already' };
  }
  // A composite alarm whose first OK was held back by its suppressor tells of it as a change from OK.
  const wasQuiet = alert.previousState === 'INSUFFICIENT_DATA' || alert.previousState === 'OK';
  if (state === 'OK' && wasQuiet && !isOpen(known)) return { kind: 'skip', why: 'OK, and nothing was wrong before' };
  if (known === undefined) return { kind: 'post' };
  if (changedAtMs < known.lastChangedAtMs) return follow(known, 'late', alert);
  switch (state) {
    case 'ALARM':
      return isReusable(known, changedAtMs) ? follow(known, 'again', alert) : { kind: 'post' };
    case 'OK':
      return isOpen(known) ? follow(known, 'resolved', alert) : { kind: 'post' };
    case 'INSUFFICIENT_DATA':
      return isOpen(known) ? follow(known, 'no-data', alert) : { kind: 'post' };
  }
}

/** What is known after an alert has been posted (`messageId`: where) or skipped. `undefined`: nothing new. */
export function remember(
  alert: Alert,
  known: Thread | undefined,
  placement: Placement,
  messageId: string | undefined,
): Thread | undefined {
  const { state, changedAtMs } = alert;
  if (state === undefined || changedAtMs === undefined) return undefined;
  if (known !== undefined && changedAtMs <= known.lastChangedAtMs) return undefined;
  const now = {
    lastState: state,
    lastChangedAtMs: changedAtMs,
    resolvedAtMs: state === 'OK' ? changedAtMs : undefined,
  };
  if (placement.kind === 'skip' && known !== undefined) return { ...known, ...now, resolvedAtMs: known.resolvedAtMs };
  const thread = placement.kind === 'post' ? placement.thread : undefined;
  // An OK closes; what fires or has no data is open, whatever it was before.
  return known !== undefined && thread !== undefined
    ? { first: known.first, occurrences: thread.occurrences, messageId: messageId ?? known.messageId, ...now }
    : { first: alert, occurrences: state === 'ALARM' ? 1 : 0, messageId, ...now };
}

function follow(known: Thread, role: ThreadContext['role'], alert: Alert): Placement {
  const thread: ThreadContext = {
    first: known.first,
    role,
    occurrences: role === 'again' ? known.occurrences + 1 : known.occurrences,
    // A reply is seen only by those who follow the thread; whoever is on call need not be one of them.
    broadcast: role === 'again' && alert.severity === 'page',
    messageId: known.messageId,
  };
  return { kind: 'post', thread };
}

/** Something was said to be wrong, and nothing yet that it is OK. */
function isOpen(known: Thread | undefined): known is Thread {
  return known !== undefined && known.first.state !== 'OK' && known.resolvedAtMs === undefined;
}

function isReusable(known: Thread, changedAtMs: number): boolean {
  if (known.first.state !== 'ALARM') return false;
  const soon = known.resolvedAtMs === undefined || changedAtMs - known.resolvedAtMs < FLAP_MS;
  return soon && changedAtMs - (known.first.changedAtMs ?? changedAtMs) < REUSE_MS;
}
