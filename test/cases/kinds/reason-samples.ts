import { alarmModel, isBand } from '../alarm-config';
import { type Fields, isFields } from '../case';
import { START_MS } from '../engine';
import { listIn, member, numberIn, textIn } from '../fields';
import type { ReasonText } from '../reason-text';

/** The samples of one period. */
export interface PeriodValues {
  readonly startMs: number;
  readonly values: readonly number[];
}

/**
 * The samples of the case; else the datapoints of the reason, and in the other periods what does not decide. Several
 * ways when the case leaves it open.
 */
export function samplesOf(config: Fields, said: ReasonText): PeriodValues[][] {
  const periodMs = numberIn(config, 'period')! * 1000;
  const newestMs = newestOf(said);
  const list = listIn(config, 'samples', 'datapoints', 'values');
  if (list !== undefined) return givenSamples(list, newestMs, periodMs);
  const listed = said.points.map(({ startMs, value }) => ({ startMs, values: [value] }));
  const [first] = listed;
  if (first === undefined) {
    const value = numberIn(config, 'value');
    return [value === undefined ? [] : [{ startMs: newestMs, values: [value] }]];
  }
  const n = numberIn(config, 'evaluationPeriods')!;
  const more = Math.max(0, (said.deciding ?? listed.length) - listed.length);
  const others = Math.max(0, n - listed.length - more - said.missing);
  const free = Array.from({ length: n }, (_, index) => newestMs - index * periodMs).filter(
    (startMs) => !listed.some((point) => point.startMs === startMs),
  );
  const decided = [...listed, ...free.slice(0, more).map((startMs) => ({ startMs, values: first.values }))];
  const model = alarmModel(config);
  const undecided = isBand(model.comparisonOperator)
    ? 0
    : otherSide(model.threshold!, first.values[0]!, model.comparisonOperator);
  const filled = free.slice(more, more + others).map((startMs) => ({ startMs, values: [undecided] }));
  return [[...decided, ...filled], decided];
}

/** A value on the other side of the threshold. */
function otherSide(threshold: number, value: number, operator: string): number {
  if (value === threshold) return threshold + (/Greater/.test(operator) === /Equal/.test(operator) ? -1 : 1);
  return value > threshold ? threshold - 1 : threshold + 1;
}

/** Lists are several samples of one period; numbers are the values of periods, oldest first, or all of one. */
function givenSamples(list: readonly unknown[], newestMs: number, periodMs: number): PeriodValues[][] {
  if (list.every(isFields)) return [list.map((sample) => givenSample(sample, newestMs))];
  const periods = list.flatMap((value, index) => {
    const startMs = newestMs - (list.length - 1 - index) * periodMs;
    if (value === null) return [];
    return [{ startMs, values: Array.isArray(value) ? (value as number[]) : [Number(value)] }];
  });
  return [periods, [{ startMs: newestMs, values: periods.flatMap(({ values }) => values) }]];
}

function givenSample(sample: Fields, newestMs: number): PeriodValues {
  const time = textIn(sample, 'timestamp', 'at', 'start');
  const startMs = time === undefined ? newestMs : Date.parse(time);
  const value = member(sample, 'value', 'values');
  const counted = Array<number>(numberIn(sample, 'count', 'sampleCount') ?? 1);
  return { startMs, values: Array.isArray(value) ? value : counted.fill(value as number) };
}

/** The begin of the newest period that a reason lists. */
export function newestOf({ points }: ReasonText): number {
  return points[0]?.startMs ?? START_MS;
}
