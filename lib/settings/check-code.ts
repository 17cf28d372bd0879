import { Token, Validations } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { Severity } from '../alarms/severity';
import type { GoldenSignalsProps } from '../golden-signals-props';
import { GoldenSignalsError, nearestName } from '../private/errors';
import type { MetricContract } from '../signals/metric-contract';
import type { WatchMetricsOptions } from '../signals/watch-metrics-options';
import type { WatchOptions } from '../watch-options';
import { type Fields, listOf, mapOf, objectOf, oneOf, type Read, unknownName, valueThat } from './fields';
import { codeFields, duration, flag, has, number, text, whole } from './read-settings';

/** What the compiler tells who writes TypeScript, for those who write JavaScript: nothing is ignored silently. */

const construct: Read<IConstruct> = valueThat('a construct', (value) => Construct.isConstruct(value));
const contract = valueThat<MetricContract>('the contract of a defineMetrics, such as orderMetrics.contract', (value) =>
  ['dimensions', 'metrics'].every((list) =>
    Array.isArray((value as Record<string, unknown> | null | undefined)?.[list]),
  ),
);
const channels = listOf(
  valueThat("a channel, such as new EmailChannel('ops@example.com')", (value) => has(value, 'bind')),
);
const retention = valueThat(
  'a retention that CloudWatch knows, such as RetentionDays.ONE_YEAR',
  (value) => Token.isUnresolved(value) || (typeof value === 'number' && RetentionDays[value] !== undefined),
);
const dashboardName = valueThat(
  'a name of at most 255 letters, digits, - and _',
  (value) => Token.isUnresolved(value) || (typeof value === 'string' && /^[A-Za-z0-9_-]{1,255}$/.test(value)),
);

const PROPS = {
  ...codeFields.service,
  serviceName: { read: text },
  channels: { read: channels },
  routes: { read: objectOf({ page: { read: channels }, ticket: { read: channels }, info: { read: channels } }) },
  logs: {
    read: objectOf({
      retention: { read: retention },
      createLogGroups: { read: flag },
      jsonLogging: { read: flag },
      countLines: { read: flag },
    }),
  },
  dashboardName: { read: dashboardName },
  settings: {
    read: valueThat('what Settings.fromFile() or Settings.fromObject() gives', (value) =>
      Array.isArray((value as { sources?: unknown } | null)?.sources),
    ),
  },
  nestedStacks: { read: flag },
} satisfies Fields;

const WATCH = { ...codeFields.resource, exclude: { read: listOf(construct) } } satisfies Fields;

const WATCH_METRICS = {
  dimensionValues: { read: mapOf(text) },
  alarms: {
    read: listOf(
      objectOf({
        metric: { read: text },
        threshold: { read: number },
        id: { read: text },
        symptom: { read: text },
        severity: { read: oneOf(Severity) },
        statistic: { read: text },
        period: { read: duration },
        evaluationPeriods: { read: whole },
        datapointsToAlarm: { read: whole },
      }),
    ),
  },
} satisfies Fields;

/**
 * The properties of `GoldenSignals`, without what is undefined. What is near to none of our names may be what a subclass
 * keeps beside them: that is a warning.
 *
 * @param told where that is told
 */
export function readProps(props: GoldenSignalsProps, scope: IConstruct, told: IConstruct): GoldenSignalsProps {
  const where = 'GoldenSignalsProps';
  const known = Object.keys(PROPS);
  const given = Object.entries(
    readValue(
      where,
      props,
      mapOf<unknown>((value) => value),
      scope,
    ),
  );
  const foreign = (key: string) => !known.includes(key) && nearestName(key, known) === undefined;
  for (const [key] of given.filter(([key]) => foreign(key))) {
    const message = `${where}: ${unknownName('property', key, known)}; it has no effect`;
    Validations.of(told).addWarning('golden-signals:unknown-property', message);
  }
  const ours = Object.fromEntries(given.filter(([key]) => !foreign(key)));
  return readValue(where, ours, objectOf<GoldenSignalsProps>(PROPS), scope);
}

export function refuseTarget(target: IConstruct, scope: IConstruct): void {
  readValue('watch(): target', target, construct, scope);
}

/** @param where the method that they are of, for messages */
export function readWatchOptions(where: string, options: WatchOptions, scope: IConstruct): WatchOptions {
  return readValue(where, options, objectOf<WatchOptions>(WATCH), scope);
}

export function refuseContract(metrics: MetricContract, scope: IConstruct): void {
  readValue('watchMetrics(): contract', metrics, contract, scope);
}

export function readWatchMetricsOptions(options: WatchMetricsOptions, scope: IConstruct): WatchMetricsOptions {
  return readValue('watchMetrics()', options, objectOf<WatchMetricsOptions>(WATCH_METRICS), scope);
}

function readValue<T>(where: string, value: unknown, read: Read<T>, scope: IConstruct): T {
  const problems: string[] = [];
  const found = read(value, where, (problem) => problems.push(problem));
  if (problems.length > 0) throw new GoldenSignalsError('InvalidSettings', problems.join('\n'), scope);
  return found!;
}
