import { capitalise } from '../private/capitalise';
import { type AlarmDefault, type Datapoints, isMath, type Threshold, type Unit } from '../signals/signal';

/** CloudWatch's limit for an alarm description. */
const MAX_DESCRIPTION_LENGTH = 1024;

/** Made once: making one costs a hundred times as much as using it. */
const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** What a person reads at three in the morning: symptom, resource, threshold, causes, first step, runbook. */
export function describeAlarm(alarm: AlarmDefault, resource: string, runbook: string | undefined): string {
  const when = `Alarm when ${quantity(alarm)} is ${describeThreshold(alarm.threshold)} ${describeDatapoints(alarm.datapoints)}.`;
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
    `Likely causes: ${causes}.`,
    `First look at: ${lookAt}.`,
    ...(runbook === undefined ? [] : [`Runbook: ${runbook}`]),
  ].join('\n');
  return text.length <= MAX_DESCRIPTION_LENGTH ? text : `${text.slice(0, MAX_DESCRIPTION_LENGTH - 1)}…`;
}

/** `above 5 %`, `2,500 ms or more`. */
export function describeThreshold(threshold: Threshold): string {
  if ('above' in threshold) return `above ${amount(threshold.above, threshold.unit)}`;
  if ('atLeast' in threshold) return `${amount(threshold.atLeast, threshold.unit)} or more`;
  return `below ${amount(threshold.below, threshold.unit)}`;
}

function quantity({ query, threshold }: AlarmDefault): string {
  if (!isMath(query)) return `${query.metricName} (${query.statistic})`;
  return threshold.unit === '%' ? 'the share' : 'the value';
}

/** `in 2 of 3 minutes`, `over 15 minutes`. */
export function describeDatapoints({ breaching, of, periodSeconds }: Datapoints): string {
  const period = periodSeconds % 60 === 0 ? periodSeconds / 60 : undefined;
  const length = period === undefined ? `${periodSeconds} s` : period === 1 ? '1 minute' : `${period} minutes`;
  if (of === 1) return `over ${length}`;
  return period === 1 ? `in ${breaching} of ${of} minutes` : `in ${breaching} of ${of} periods of ${length}`;
}

function amount(value: number, unit: Unit): string {
  const digits = NUMBERS.format(value);
  return unit === 'count' || unit === 'units' || unit === 'ratio' ? digits : `${digits} ${unit}`;
}
