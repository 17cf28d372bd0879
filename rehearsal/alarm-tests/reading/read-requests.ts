import type { Step, Traffic } from '../../scenario/scenario';
import { NotationError } from '../notation/notation-error';
import type { Field } from './field';
import { lastOf, type Reading } from './read-inputs';
import { repetitionOf } from './test-times';

const MINUTE_MS = 60_000;
const REQUEST = /^([A-Z]+)\s+(\/\S*)$/;

/** `{ request, perMinute, bodies, from, to }`: requests spread over each minute. */
export function readTraffic(field: Field, { stack, times }: Reading): Traffic | undefined {
  const map = field.map(['request', 'perMinute', 'bodies', 'from', 'to']);
  const request = readRequest(map?.need('request', 'request: POST /orders'), stack.model?.httpApis.length);
  const perMinute = map?.need('perMinute', 'perMinute: 12')?.number(0.001);
  const bodies = map
    ?.get('bodies')
    ?.list()
    .map((body) => body.plain());
  const fromMs = times.at(map?.get('from'));
  const toMs = times.at(map?.get('to'));
  if (request === undefined || perMinute === undefined) return undefined;
  return {
    ...request,
    perMinute,
    ...(bodies === undefined ? {} : { bodies }),
    ...(fromMs === undefined ? {} : { fromMinute: fromMs / MINUTE_MS }),
    ...(toMs === undefined ? {} : { toMinute: toMs / MINUTE_MS }),
  };
}

/** `{ request, at, body, times, every }`: a request, or the same one several times. */
export function readSingleRequest(field: Field, { stack, times }: Reading): Step[] {
  const map = field.map(['request', 'at', 'body', 'times', 'every']);
  const request = readRequest(map?.need('request', 'request: POST /orders'), stack.model?.httpApis.length);
  const at = map?.need('at', 'at: 3m');
  const offsetMs = times.at(at);
  const repetition = repetitionOf(map?.get('times'), map?.get('every'));
  const body = map?.get('body')?.plain();
  if (request === undefined || offsetMs === undefined) return [];
  times.mention(at!, lastOf(offsetMs, repetition));
  return Array.from({ length: repetition.times }, (_, index) => ({
    atMinute: offsetMs / MINUTE_MS + (index * repetition.everySeconds) / 60,
    text: `${request.method} ${request.path}`,
    action: { kind: 'request', ...request, ...(body === undefined ? {} : { body }) } as const,
  }));
}

function readRequest(field: Field | undefined, apis: number | undefined): Pick<Traffic, 'method' | 'path'> | undefined {
  if (field === undefined) return undefined;
  if (apis === 0)
    return field.problem('the template has no HTTP API that a request could go to; use "invoke" or "metrics"');
  return field.parsed((text) => {
    const [, method, path] = REQUEST.exec(text.trim()) ?? [];
    if (method === undefined) throw new NotationError(`"${text}" is not a request; write POST /orders`);
    return { method, path: path! };
  });
}
