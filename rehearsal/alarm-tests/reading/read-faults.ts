import type { Action, Step } from '../../scenario/scenario';
import type { Field, FieldMap } from './field';
import type { Reading } from './read-inputs';
import { lengthOf } from './test-times';

const MINUTE_MS = 60_000;
const KINDS = ['chat', 'function', 'dependency', 'secret', 'table'] as const;
const KEYS = [...KINDS, 'from', 'to', 'fault', 'retryAfter', 'message', 'exitCode', 'rate', 'slow', 'status'] as const;

type Kind = (typeof KINDS)[number];
type FaultMap = FieldMap<(typeof KEYS)[number]>;
type FunctionFault = Extract<Action, { kind: 'function' }>['fault'];

/** Keys that each kind of fault has beside `from` and `to`. */
const KEYS_OF: Readonly<Record<Kind, readonly (typeof KEYS)[number][]>> = {
  chat: ['retryAfter'],
  function: ['fault', 'slow', 'message', 'exitCode', 'rate'],
  dependency: ['fault', 'slow', 'status'],
  secret: ['fault'],
  table: ['fault'],
};

/**
 * What fails, and while: `{ chat: 500, from: 12m, to: 14m }`, `{ function: Orders, fault: throw }`,
 * `{ dependency: 'api:/payments', slow: 4s }`, `{ secret: Slack, fault: missing }`, `{ table: Orders, fault: throttle }`.
 */
export function readFault(field: Field, reading: Reading): Step | undefined {
  const map = field.map(KEYS);
  const kind = map?.theOne(KINDS);
  const fromMs = reading.times.at(map?.get('from')) ?? 0;
  const toMs = reading.times.at(map?.get('to'));
  if (map === undefined || kind === undefined) return undefined;
  for (const key of KEYS) {
    if (map.has(key) && ![kind, 'from', 'to', ...KEYS_OF[kind]].includes(key)) {
      map.get(key)!.problem(`"${key}" does not go with "${kind}"; it takes from, to, ${KEYS_OF[kind].join(', ')}`);
    }
  }
  if (toMs !== undefined && toMs <= fromMs) return map.get('to')!.problem('this is not later than "from"');
  const fault = faultOf(kind, map, reading);
  if (fault === undefined) return undefined;
  return {
    atMinute: fromMs / MINUTE_MS,
    ...(toMs === undefined ? {} : { untilMinute: toMs / MINUTE_MS }),
    ...fault,
  };
}

function faultOf(kind: Kind, map: FaultMap, { stack }: Reading): Pick<Step, 'text' | 'action'> | undefined {
  const named = map.get(kind)!;
  switch (kind) {
    case 'chat':
      return chatFault(named, map);
    case 'dependency':
      return dependencyFault(named, map);
    case 'function': {
      const fault = functionFault(map);
      const name = stack.function(named);
      const rate = map.get('rate')?.number(0);
      if (rate !== undefined && rate > 1) return map.get('rate')!.problem('this is a share, from 0 to 1; write 0.1');
      if (fault === undefined || name === undefined) return undefined;
      const share = rate === undefined ? {} : { rate };
      return { text: `${name}: ${fault.kind}`, action: { kind, function: name, fault, ...share } };
    }
    case 'secret': {
      const secret = stack.secret(named);
      if (map.need('fault', 'fault: missing')?.oneOf(['missing']) === undefined || secret === undefined)
        return undefined;
      return { text: `${secret} has no value`, action: { kind: 'secretMissing', secret } };
    }
    case 'table': {
      const table = stack.table(named);
      if (map.need('fault', 'fault: throttle')?.oneOf(['throttle']) === undefined || table === undefined)
        return undefined;
      return { text: `${table} throttles`, action: { kind: 'throttleTable', table } };
    }
  }
}

function chatFault(named: Field, map: FaultMap): Pick<Step, 'text' | 'action'> | undefined {
  const answer = named.oneOf(['500', '429', 'hang']);
  const retryAfterMs = lengthOf(map.get('retryAfter'));
  if (map.has('retryAfter') && answer !== '429') return map.get('retryAfter')!.problem('this goes with chat: 429 only');
  if (answer === undefined) return undefined;
  const fault =
    answer === '429'
      ? ({ kind: 'rateLimit', retryAfterSeconds: Math.ceil((retryAfterMs ?? 30_000) / 1000) } as const)
      : ({ kind: answer === '500' ? 'serverError' : 'hang' } as const);
  return {
    text: answer === 'hang' ? 'the chat never answers' : `the chat answers ${answer}`,
    action: { kind: 'chat', fault },
  };
}

function dependencyFault(named: Field, map: FaultMap): Pick<Step, 'text' | 'action'> | undefined {
  const url = named.text();
  const how = map.theOne(['slow', 'status', 'fault']);
  if (url === undefined || how === undefined) return undefined;
  if (how === 'slow') {
    const extraLatencyMs = lengthOf(map.get(how));
    if (extraLatencyMs === undefined) return undefined;
    return { text: `${url}: ${extraLatencyMs} ms slower`, action: { kind: 'dependency', url, extraLatencyMs } };
  }
  if (how === 'status') {
    const statusCode = map.get(how)!.integer(100);
    if (statusCode === undefined) return undefined;
    return { text: `${url} answers ${statusCode}`, action: { kind: 'dependency', url, statusCode } };
  }
  if (map.get(how)!.oneOf(['hang']) === undefined) return undefined;
  return { text: `${url} never answers`, action: { kind: 'dependency', url, neverAnswers: true } };
}

function functionFault(map: FaultMap): FunctionFault | undefined {
  const how = map.theOne(['fault', 'slow']);
  if (how === 'slow') {
    const extraMs = lengthOf(map.get('slow'));
    return extraMs === undefined ? undefined : { kind: 'slow', extraMs };
  }
  if (how === undefined) return undefined;
  const kind = map.get(how)!.oneOf(['throw', 'timeout', 'exit', 'throttle', 'outOfMemory']);
  const message = map.get('message')?.text();
  const code = map.get('exitCode')?.integer(0);
  if (kind !== 'throw' && message !== undefined) return map.get('message')!.problem('this goes with fault: throw only');
  if (kind !== 'exit' && code !== undefined) return map.get('exitCode')!.problem('this goes with fault: exit only');
  if (kind === 'throw') return { kind, message: message ?? 'a fault of the test' };
  if (kind === 'exit') return { kind, code: code ?? 1 };
  return kind === undefined ? undefined : { kind };
}
