import { cadenceSeconds } from '../../alarms/cadence';
import type { Expectation } from '../../expectations/expectation';
import type { AlarmModel, CompositeAlarmModel, Model } from '../../template/model';
import { NotationError } from '../notation/notation-error';
import { parseState, parseTimeline } from '../notation/states';
import { type Field, type FieldMap, hint } from './field';
import type { Reading } from './read-inputs';

const KEYS = [
  'alarm',
  'chat',
  'email',
  'states',
  'state',
  'becomes',
  'stays',
  'at',
  'from',
  'to',
  'text',
  'times',
] as const;
type Keys = (typeof KEYS)[number];

/** Keys that go with each form of an expectation. */
const FORMS = {
  states: [],
  state: ['at'],
  becomes: ['at'],
  stays: ['from', 'to'],
  chat: ['text', 'at', 'times'],
  email: ['text', 'at', 'times'],
} as const satisfies Partial<Record<Keys, readonly Keys[]>>;

/**
 * `{ alarm, states: 'OK@1m ALARM@11m' }`, `{ alarm, at, state }`, `{ alarm, becomes, at }`, `{ alarm, stays, from, to }`,
 * `{ chat, text, at, times }` or `{ email, text, at, times }`.
 */
export function readExpectation(field: Field, reading: Reading): Expectation | undefined {
  const map = field.map(KEYS);
  const about = map?.theOne(['alarm', 'chat', 'email']);
  if (map === undefined || about === undefined) return undefined;
  if (about !== 'alarm') return readMessage(about, map, reading);
  const alarm = reading.stack.alarm(map.get('alarm'));
  const form = map.theOne(['states', 'state', 'becomes', 'stays']);
  if (form === undefined) return undefined;
  refuseOthers(map, form, ['alarm']);
  const expectation = readForm(form, map, alarm, reading);
  return alarm === undefined ? undefined : expectation;
}

type Alarm = AlarmModel | CompositeAlarmModel | undefined;

function readForm(
  form: 'states' | 'state' | 'becomes' | 'stays',
  map: FieldMap<Keys>,
  alarm: Alarm,
  { stack, times }: Reading,
): Expectation | undefined {
  const { startMs } = times;
  const name = alarm?.name ?? '';
  const field = map.get(form)!;
  if (form === 'states') {
    const timeline = field.parsed((text) => parseTimeline(text, startMs));
    if (timeline === undefined) return undefined;
    timeline.forEach(({ offsetMs }, index) => {
      times.mention(field, offsetMs);
      if (index > 0 || offsetMs > 0) checkInstant(field, offsetMs, alarm, stack.model, startMs);
    });
    const states = timeline.map(({ state, offsetMs }) => ({ state, atMs: startMs + offsetMs }));
    return { kind: 'timeline', alarm: name, states };
  }
  const state = field.parsed(parseState);
  if (form === 'stays') {
    const window = readWindow(map, { stack, times });
    return state === undefined ? undefined : { kind: 'stays', alarm: name, state, ...window };
  }
  const at = form === 'state' ? map.need('at', 'at: 11m; for any time write becomes: ALARM') : map.get('at');
  const offsetMs = times.at(at);
  if (state === undefined || (at !== undefined && offsetMs === undefined)) return undefined;
  if (form === 'state')
    return offsetMs === undefined ? undefined : { kind: 'state', alarm: name, state, atMs: startMs + offsetMs };
  if (offsetMs !== undefined) checkInstant(at!, offsetMs, alarm, stack.model, startMs);
  return { kind: 'becomes', alarm: name, state, ...(offsetMs === undefined ? {} : { atMs: startMs + offsetMs }) };
}

function readWindow(map: FieldMap<Keys>, { times }: Reading): { readonly fromMs?: number; readonly toMs?: number } {
  const fromMs = times.at(map.get('from'));
  const toMs = times.at(map.get('to'));
  if (toMs !== undefined && toMs <= (fromMs ?? 0)) map.get('to')!.problem('this is not later than "from"');
  return {
    ...(fromMs === undefined ? {} : { fromMs: times.startMs + fromMs }),
    ...(toMs === undefined ? {} : { toMs: times.startMs + toMs }),
  };
}

function readMessage(about: 'chat' | 'email', map: FieldMap<Keys>, { stack, times }: Reading): Expectation | undefined {
  refuseOthers(map, about, []);
  const named = map.get(about)!;
  const channel = named.text();
  const text = map.get('text')?.parsed(parsePattern);
  const offsetMs = times.at(map.get('at'));
  const count = map.get('times')?.integer(0);
  if (channel === undefined) return undefined;
  if (about === 'email' && stack.model !== undefined) checkAddress(named, channel, stack.model);
  return {
    kind: 'notifies',
    channel,
    ...(text === undefined ? {} : { text }),
    ...(offsetMs === undefined ? {} : { atMs: times.startMs + offsetMs }),
    ...(count === undefined ? {} : { times: count }),
  };
}

function checkAddress(field: Field, address: string, { subscriptions }: Model): void {
  const known = subscriptions.filter(({ protocol }) => protocol.startsWith('email')).map(({ endpoint }) => endpoint);
  if (address === '*' || known.includes(address)) return;
  field.problem(`no topic of the template sends e-mail to "${address}"; ${hint(address, [...new Set(known)])}`);
}

/** `/pattern/flags`, or a text that the message contains. */
function parsePattern(text: string): RegExp | string {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) return text;
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new NotationError(`${(error as Error).message}; for a plain text leave the slashes out`);
  }
}

/** An alarm changes only when CloudWatch evaluates it; a composite when a child of it does. */
function checkInstant(field: Field, offsetMs: number, alarm: Alarm, model: Model | undefined, startMs: number): void {
  if (alarm === undefined || model === undefined) return;
  const cadences = ('alarmRule' in alarm ? model.alarms : [alarm]).map((each) =>
    cadenceSeconds(each.periodSeconds, each.evaluationPeriods),
  );
  const seconds = Math.min(...cadences);
  if (!Number.isFinite(seconds) || (startMs + offsetMs) % (seconds * 1000) === 0) return;
  const often =
    seconds === 3600 ? 'every hour, on the hour' : seconds === 60 ? 'every full minute' : `every ${seconds} s`;
  field.problem(`"${alarm.name}" is evaluated ${often}: it can change at no other time`);
}

function refuseOthers(map: FieldMap<Keys>, form: keyof typeof FORMS, more: readonly Keys[]): void {
  const allowed: readonly Keys[] = [form, ...more, ...FORMS[form]];
  for (const key of KEYS) {
    if (map.has(key) && !allowed.includes(key))
      map.get(key)!.problem(`"${key}" does not go with "${form}"; take one of them out`);
  }
}
