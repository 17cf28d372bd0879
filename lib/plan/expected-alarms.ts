import { Severity } from '../alarms/severity';
import type { Expected } from '../settings/expected';
import type { ResourceSettings } from '../settings/resource-settings';
import { GoldenSignal } from '../signals/golden-signal';
import { fiveMinutes, minutes } from '../signals/rows';
import {
  type AlarmDefault,
  type Datapoints,
  isMath,
  metricsIn,
  type Query,
  type Signal,
  type Unit,
} from '../signals/signal';

/** Below this share of the traffic that is normal in the quietest hour, something keeps requests away. */
const LEAST_SHARE = 0.5;

/**
 * Requests that a period has to expect: then chance alone (Poisson) halves one period in a thousand, and three in a row
 * never in a lifetime.
 */
const LEAST_EXPECTED_PER_PERIOD = 30;

/** Minutes of a period: the shortest that expects enough requests, or the longest. */
const PERIODS_MINUTES = [5, 15, 60];

/** Requests a minute below which not even the longest period expects enough. */
export const LEAST_TRAFFIC_PER_MINUTE = LEAST_EXPECTED_PER_PERIOD / Math.max(...PERIODS_MINUTES);

const FEWER = 'less-traffic-than-expected';

/** Standard deviations; CloudWatch's own default is 2, which one point in twenty leaves on a normal day. */
const BAND_WIDTH = 3;

const MILLISECONDS: Partial<Record<Unit, number>> = { ms: 1, s: 1000, µs: 0.001 };

/** What resources that are not slow or silent by the catalogue's defaults are by what the user expects of them. */
const SLOW = {
  severity: Severity.TICKET,
  lean: true,
  causes: 'a slow dependency, more or larger requests than usual, a deployment',
  lookAt: 'which part of the way of a request grew, then the last deployment',
} as const;
const SILENT = {
  severity: Severity.TICKET,
  lean: true,
  treatMissingData: 'breaching',
  causes: 'a failure before this resource (DNS, certificate, client release, permissions), or a caller that stopped',
  lookAt: 'whether requests arrive at what stands in front of it',
} as const;

/** The signals of a resource with the alarms on what is expected of it: the first latency and traffic of the overview. */
export function withExpectedAlarms(signals: readonly Signal[], expected: Expected): Signal[] {
  const slow = latencySignal(signals);
  const silent = trafficSignal(signals);
  return signals.map((signal) => {
    const more = [
      ...(signal === slow ? slowAlarms(signal, expected) : []),
      ...(signal === silent ? silentAlarms(signal, expected) : []),
    ];
    return more.length === 0 ? signal : { ...signal, alarms: [...signal.alarms, ...more] };
  });
}

/** What is doubtful in what is expected of a resource with these alarms; nothing where they are given a threshold. */
export function doubtsOf(
  { expected, alarms }: ResourceSettings,
  planned: readonly { readonly id: string }[],
): string[] {
  const { trafficPerMinute } = expected ?? {};
  if (trafficPerMinute === undefined || trafficPerMinute >= LEAST_TRAFFIC_PER_MINUTE) return [];
  if (alarms?.[FEWER]?.threshold !== undefined || planned.every(({ id }) => id !== FEWER)) return [];
  return [
    `expected.trafficPerMinute is ${trafficPerMinute}: where requests are so few, hours with less than half of them come by chance, and ${FEWER} is a false alarm then; it works from ${LEAST_TRAFFIC_PER_MINUTE} on. Leave trafficPerMinute out, or give ${FEWER} a lower threshold or longer periods`,
  ];
}

/** What of `expected` a resource with these signals cannot have: for the refusal of settings without effect. */
export function expectable(signals: readonly Signal[]): readonly (keyof Expected)[] {
  const slow = latencySignal(signals) !== undefined;
  const silent = trafficSignal(signals) !== undefined;
  return [
    ...(slow ? (['latency'] as const) : []),
    ...(silent ? (['trafficPerMinute'] as const) : []),
    ...(slow || silent ? (['anomaly'] as const) : []),
  ];
}

function latencySignal(signals: readonly Signal[]): Signal | undefined {
  return overviewSignal(signals, GoldenSignal.LATENCY, ({ unit }) => MILLISECONDS[unit] !== undefined);
}

function trafficSignal(signals: readonly Signal[]): Signal | undefined {
  return overviewSignal(signals, GoldenSignal.TRAFFIC, ({ lines }) => lines[0] !== undefined && counts(lines[0].query));
}

function overviewSignal(
  signals: readonly Signal[],
  wanted: GoldenSignal,
  suits: (signal: Signal) => boolean,
): Signal | undefined {
  return signals.find(
    (signal) => signal.goldenSignal === wanted && signal.inOverview && signal.lines.length > 0 && suits(signal),
  );
}

/** Whether the value of a period grows with its length, as a number of requests does and a rate does not. */
function counts(query: Query): boolean {
  if (isMath(query) && /PERIOD|\/|IF/.test(query.expression)) return false;
  return metricsIn(query).every(({ statistic }) => statistic === 'Sum' || statistic === 'SampleCount');
}

function slowAlarms({ lines, unit }: Signal, { latency, anomaly }: Expected): AlarmDefault[] {
  const query = lines[0]!.query;
  const alarm = { ...SLOW, query };
  if (latency !== undefined) {
    return [
      {
        ...alarm,
        id: 'slower-than-expected',
        symptom: 'slower than it should be',
        threshold: { above: latency.toMilliseconds() / MILLISECONDS[unit]!, unit },
        datapoints: minutes(3, 5),
        source: 'expected by the user; 3 of 5 minutes as the latency alarm of functions',
      },
    ];
  }
  if (!anomaly) return [];
  return [
    {
      ...alarm,
      id: 'unusual-latency',
      symptom: 'slower than usual',
      threshold: { aboveBand: BAND_WIDTH, unit },
      datapoints: fiveMinutes(3, 3),
      source: 'anomaly detection, asked for by the user',
    },
  ];
}

function silentAlarms({ lines, unit }: Signal, { trafficPerMinute, anomaly }: Expected): AlarmDefault[] {
  const query = lines[0]!.query;
  const alarm = { ...SILENT, query };
  if (trafficPerMinute !== undefined) {
    const datapoints = longEnoughFor(trafficPerMinute);
    return [
      {
        ...alarm,
        query: withZeros(query),
        id: FEWER,
        symptom: 'suddenly fewer requests than normal',
        threshold: { below: (LEAST_SHARE * trafficPerMinute * datapoints.periodSeconds) / 60, unit },
        datapoints,
        source: 'expected by the user; half of it, over periods that expect enough requests (Poisson)',
      },
    ];
  }
  if (!anomaly) return [];
  return [
    {
      ...alarm,
      id: 'unusual-traffic',
      symptom: 'fewer requests than usual',
      threshold: { belowBand: BAND_WIDTH, unit },
      datapoints: fiveMinutes(3, 3),
      source: 'anomaly detection, asked for by the user',
    },
  ];
}

/**
 * No data is no request. As missing data, which `breaching` stands for only where datapoints run short, CloudWatch would
 * look past it at older ones: silence would be told after five periods, not after three.
 */
function withZeros(query: Query): Query {
  return isMath(query)
    ? { ...query, expression: `FILL(${query.expression}, 0)` }
    : { expression: 'FILL(requests, 0)', metrics: { requests: query } };
}

function longEnoughFor(trafficPerMinute: number): Datapoints {
  const enough = PERIODS_MINUTES.find((candidate) => candidate * trafficPerMinute >= LEAST_EXPECTED_PER_PERIOD);
  const length = enough ?? Math.max(...PERIODS_MINUTES);
  return { breaching: 3, of: 3, periodSeconds: 60 * length };
}
