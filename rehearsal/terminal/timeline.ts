import type { TraceEvent } from '../trace';
import type { Style } from './style';

/** Control characters would let a message move the cursor or change colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/** One line for a reader of the timeline; `undefined` for what only the trace keeps. */
export function timelineLine(event: TraceEvent, style: Style): string | undefined {
  const told = tell(event, style);
  return told === undefined ? undefined : `${style.dim(timeOf(event.atMs))}  ${told}`;
}

/** `09:14`. */
export function timeOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}

function tell(event: TraceEvent, style: Style): string | undefined {
  const text = (member: string) => printable(String(event[member] ?? ''));
  switch (event.kind) {
    case 'step':
      return style.cyan(`▶ ${text('text')}`);
    case 'alarm':
      return alarmLine(event, style);
    case 'actionsSuppressed':
    case 'actionsMuted':
      return style.dim(`  ∅ ${text('alarmName')} ${text('state')}: ${text('reason')}`);
    case 'chatPost':
      if (event.updates !== undefined) return undefined;
      return `  ${event.threadId === undefined ? '✉' : '↳'} ${text('vendor')} ${text('channel')}  ${style.dim(postText(event))}`;
    case 'chatRefused':
      return style.yellow(`  ✗ ${text('vendor')} refused a message: ${text('reason')}`);
    case 'email':
      return style.dim(`  ✉ e-mail ${text('to')}  ${text('subject')}`);
    case 'queuePurged':
      return `  ${text('queueName')}: ${text('messages')} purged`;
    case 'messageLost':
    case 'notDelivered':
      return style.yellow(`  ✗ not delivered: ${text('to')} ${text('reason')}`);
    default:
      return undefined;
  }
}

/** The first state of a new alarm is no news, unless it is ALARM. */
function alarmLine({ name, severity = '', from, to }: TraceEvent, style: Style): string | undefined {
  if (from === 'INSUFFICIENT_DATA' && to === 'OK') return undefined;
  const state = to === 'ALARM' ? style.red('● ALARM') : to === 'OK' ? style.green('● OK   ') : style.dim('● NO DATA');
  return `${state} ${severityTag(String(severity), style)} ${style.bold(printable(String(name)))}`;
}

/** `page`, `ticket` or `info`, in colour and of one width. */
export function severityTag(severity: string, style: Style): string {
  const text = severity.padEnd(6);
  return severity === 'page' ? style.red(text) : severity === 'ticket' ? style.yellow(text) : style.dim(text);
}

function postText({ body }: TraceEvent): string {
  const { text } = (body ?? {}) as { text?: unknown };
  if (typeof text !== 'string') return '';
  // As Slack shows it: these three are all that it escapes.
  const shown = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return shorten(printable(shown), 130);
}

function printable(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
