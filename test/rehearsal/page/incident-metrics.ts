import type { SeriesReader } from '../../../rehearsal/page/dashboard-record';

const MINUTE_MS = 60_000;

type Curve = (minute: number) => number | null;

/** Looks like noise, is the same in every run: between 0 and 1. */
function ripple(minute: number, seed: number): number {
  const wave = Math.sin(minute * 12.9898 + seed * 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
}

const during = (from: number, to: number, inside: Curve, outside: Curve): Curve => {
  return (minute) => (minute >= from && minute < to ? inside(minute) : outside(minute));
};
const around =
  (value: number, spread: number, seed: number): Curve =>
  (minute) =>
    Math.round(value + (ripple(minute, seed) - 0.5) * 2 * spread);
const always =
  (value: number): Curve =>
  () =>
    value;
const never: Curve = () => null;

/** An incident of 40 minutes, metric by metric: a slow dependency, then errors, then a poison message. */
const CURVES: Readonly<Record<string, Curve>> = {
  'Count Sum': around(182, 26, 1),
  'Latency p90': during(5, 14, around(2900, 320, 2), around(118, 22, 3)),
  'Latency p50': during(5, 14, around(1450, 200, 4), around(52, 9, 5)),
  '4xx Sum': (minute) => (ripple(minute, 6) > 0.86 ? 2 : 0),
  '5xx Sum': during(12, 21, around(38, 14, 7), always(0)),
  'Invocations Sum': around(182, 26, 1),
  'Errors Sum': during(12, 21, around(38, 14, 7), always(0)),
  'Duration p90': during(5, 14, around(2840, 300, 8), around(96, 18, 9)),
  'Throttles Sum': always(0),
  'ConcurrentExecutions Maximum': during(5, 14, around(14, 3, 10), around(2, 1, 11)),
  'NumberOfMessagesSent Sum': around(41, 9, 12),
  'ApproximateAgeOfOldestMessage Maximum': during(
    9,
    24,
    (m) => (m < 20 ? (m - 8) * 31 : (24 - m) * 80),
    around(3, 2, 13),
  ),
  'ApproximateNumberOfMessagesVisible Maximum': during(17, 33, always(1), always(0)),
  'ConsumedWriteCapacityUnits Sum': around(96, 14, 14),
  'SuccessfulRequestLatency Average': around(6, 2, 15),
  'ThrottledRequests Sum': never,
  'SystemErrors Sum': never,
  'OrderValue Average': during(12, 21, (m) => (m % 4 === 0 ? 61 : null), around(64, 12, 16)),
  'OrdersPlaced Sum': during(12, 21, around(61, 12, 17), around(104, 15, 18)),
  'ErrorLines Sum': during(12, 21, around(40, 14, 7), always(0)),
  'WarnLines Sum': during(5, 14, around(19, 6, 19), always(1)),
};

/** Reads the curves above; knows one expression, a share in percent. */
export const incidentReader: SeriesReader = {
  read: (queries, startMs, endMs, periodSeconds) =>
    queries
      .filter(({ returnData }) => returnData)
      .map(({ id, expression, metric }) => {
        if (expression !== undefined && !/^100 \* \w+ \/ \w+$/.test(expression)) {
          throw new Error('this function is not known');
        }
        const curve = (name: string, statistic: string): Curve => CURVES[`${name} ${statistic}`] ?? never;
        const share: Curve = (minute) => {
          const total = curve('Invocations', 'Sum')(minute);
          return total ? (100 * (curve('Errors', 'Sum')(minute) ?? 0)) / total : null;
        };
        const value = metric === undefined ? share : curve(metric.metricName, metric.statistic);
        const length = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
        return {
          id,
          points: Array.from({ length }, (_, index): [number, number | null] => {
            const atMs = startMs + index * periodSeconds * 1000;
            return [atMs, value((atMs - startMs) / MINUTE_MS)];
          }),
        };
      }),
};
