import { Token } from 'aws-cdk-lib';
import { capitalise } from '../private/capitalise';
import { type AlarmDefault, type Datapoints, isMath, type Threshold, type Unit } from '../signals/signal';

/** CloudWatch's limit for an alarm description. */
const MAX_DESCRIPTION_LENGTH = 1024;

/** Made once: making one costs a hundred times as much as using it. */
const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** What a person reads at three in the morning: symptom, resource, threshold, causes, first step, runbook. */
export function describeAlarm(alarm: AlarmDefault, resource: string, runbook: string | undefined): string {
  const when = `When: ${quantity(alarm)} ${describeThreshold(alarm.threshold)} ${describeDatapoints(alarm.datapoints)}.`;
  return describe(alarm, resource, [when], runbook);
}

/** The same for an alert on an event, which has no threshold. */
export function describeEvent(event: Told, resource: string, runbook: string | undefined): string {
  return describe(event, resource, [], runbook);
}

type Told = Pick<AlarmDefault, 'symptom' | 'causes' | 'lookAt'>;

function describe(
  { symptom, causes, lookAt }: Told,
  resource: string,
  when: readonly string[],
  runbook: string | undefined,
): string {
  const text = [
    `${capitalise(symptom)}: ${resource}.`,
    ...when,
    ...(causes === undefined ? [] : [`Likely causes: ${causes}.`]),
    ...(lookAt === undefined ? [] : [`First look at: ${lookAt}.`]),
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
  ].join('\n');
  return text.length <= MAX_DESCRIPTION_LENGTH ? text : `${text.slice(0, MAX_DESCRIPTION_LENGTH - 1)}…`;
}

/** `above 5 %`, `2,500 ms or more`. */
export function describeThreshold(threshold: Threshold): string {
  const { unit } = threshold;
  if ('above' in threshold) return `above ${amount(threshold.above, unit)}`;
  if ('atLeast' in threshold) return `${amount(threshold.atLeast, unit)} or more`;
  if ('below' in threshold) return `below ${amount(threshold.below, unit)}`;
  if ('atMost' in threshold) return `${amount(threshold.atMost, unit)} or less`;
  return `${'aboveBand' in threshold ? 'above' : 'below'} the band of what is usual`;
}

/** `> 5 %`, `≥ 2,500 ms`: where there is room for a few letters. */
export function signThreshold(threshold: Threshold): string {
  const { unit } = threshold;
  if ('above' in threshold) return `> ${amount(threshold.above, unit)}`;
  if ('atLeast' in threshold) return `≥ ${amount(threshold.atLeast, unit)}`;
  if ('below' in threshold) return `< ${amount(threshold.below, unit)}`;
  if ('atMost' in threshold) return `≤ ${amount(threshold.atMost, unit)}`;
  return describeThreshold(threshold);
}

function quantity({ query, threshold }: AlarmDefault): string {
  if (!isMath(query)) return `${query.metricName} (${query.statistic})`;
  return threshold.unit === '%' ? 'the share' : 'the value';
}

/** The largest first. */
const PERIODS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `in 2 of 3 minutes`, `for 3 × 5 minutes` if in all of them, `over 15 minutes` if there is one. */
export function describeDatapoints({ breaching, of, periodSeconds }: Datapoints): string {
  const [unit, seconds] = PERIODS.find(([, each]) => periodSeconds % each === 0)!;
  const count = periodSeconds / seconds;
  const length = `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (of === 1) return `over ${length}`;
  const all = breaching === of ? `for ${of}` : `in ${breaching} of ${of}`;
  if (count === 1) return `${all} ${unit}s`;
  return breaching === of ? `${all} × ${length}` : `${all} periods of ${length}`;
}

/** What people say for large numbers of a unit, the largest first. */
const LARGER: Partial<Record<Unit, readonly (readonly [unit: string, factor: number])[]>> = {
  bytes: [
    ['TiB', 2 ** 40],
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ],
  MiB: [
    ['TiB', 2 ** 20],
    ['GiB', 2 ** 10],
  ],
  µs: [
    ['s', 1e6],
    ['ms', 1e3],
  ],
  s: [
    ['days', 86_400],
    ['hours', 3600],
  ],
};

/** `4 GiB (4,294,967,296 bytes)`: as people say it, and in the metric's own unit, in which CloudWatch shows it. */
function amount(value: number, unit: Unit): string {
  const isCount = unit === 'count' || unit === 'units' || unit === 'ratio';
  if (Token.isUnresolved(value)) return `what the deployment says${isCount ? '' : ` (${unit})`}`;
  const digits = NUMBERS.format(value);
  if (isCount) return digits;
  const own = `${digits} ${unit}`;
  const [larger, factor] = LARGER[unit]?.find(([, candidate]) => Math.abs(value) >= candidate) ?? [];
  return larger === undefined || factor === undefined ? own : `${NUMBERS.format(value / factor)} ${larger} (${own})`;
}
