import type { Rehearsal } from '../rehearse';
import { type ChainStep, deliveryChain, type ToldChange } from './delivery-chain';
import type { Notifies } from './messages';
import { columns, paragraph } from './paragraph';
import { sinceStart } from './since-start';

const MINUTE_MS = 60_000;
const MOST_CHAINS = 2;
const MOST_CHANGES = 5;

/** Where the chain from an alarm to the humans of an expectation broke, step by step. */
export function chainLines(rehearsal: Rehearsal, expectation: Notifies): string[] {
  const { startMs } = rehearsal.record;
  const { atMs } = expectation;
  const all = changesOf(rehearsal);
  const then = all.filter(
    (each) => atMs === undefined || (each.atMs >= atMs - MINUTE_MS && each.atMs < atMs + MINUTE_MS),
  );
  const meant = then.filter(({ alarm }) => names(expectation, alarm.name));
  const candidates = meant.length > 0 ? meant : then;
  const withActions = candidates.filter(({ alarm, state }) => state === 'ALARM' || alarm.okActions.length > 0);
  const followed = (withActions.length > 0 ? withActions : candidates).slice(0, MOST_CHAINS);
  if (followed.length > 0) return followed.flatMap((change, index) => oneChain(rehearsal, change, index));
  if (all.length === 0) return ['  No alarm changed its state in this run: there was nothing to tell.'];
  const others = all.filter(({ alarm }) => names(expectation, alarm.name));
  const shown = (others.length > 0 ? others : all).slice(0, MOST_CHANGES);
  const list = shown.map(
    ({ alarm, state, atMs: eachMs }) => `${alarm.name} became ${state} at ${sinceStart(eachMs, startMs)}`,
  );
  return paragraph(`No alarm changed its state at that time; ${list.join(', ')}.`, 2);
}

/** The changes that somebody may be told of; the first OK of a new alarm is not one of them. */
function changesOf({ record, model }: Rehearsal): ToldChange[] {
  const alarms = [...model.alarms, ...model.compositeAlarms];
  return record.alarms
    .flatMap(({ name, transitions }) =>
      transitions
        .map(({ state, atMs }, index) => ({
          alarm: alarms.find((alarm) => alarm.name === name)!,
          state,
          atMs,
          untilMs: transitions[index + 1]?.atMs ?? Number.POSITIVE_INFINITY,
        }))
        .filter(({ state }, index) => index > 0 || state !== 'OK'),
    )
    .sort((a, b) => a.atMs - b.atMs);
}

function names({ text }: Notifies, alarm: string): boolean {
  if (text === undefined) return false;
  return typeof text === 'string' ? text.includes(alarm) || alarm.includes(text) : alarm.search(text) >= 0;
}

function oneChain(rehearsal: Rehearsal, change: ToldChange, index: number): string[] {
  const { startMs } = rehearsal.record;
  const steps = deliveryChain(rehearsal, change);
  const rows = steps.map(({ atMs, text, broken }) => [
    broken ? 'x' : ' ',
    atMs === undefined ? '' : sinceStart(Math.floor(atMs / 1000) * 1000, startMs),
    text,
  ]);
  const head = `  The way of ${change.alarm.name} to a human (x: where it breaks):`;
  return [...(index === 0 ? [] : ['']), head, ...columns(rows, 4), ...unbroken(steps)];
}

function unbroken(steps: readonly ChainStep[]): string[] {
  return steps.some(({ broken }) => broken)
    ? []
    : ['    It reached the end; look at the channel and the text that were expected.'];
}
