import fc from 'fast-check';
import { AlarmEngine } from '../../../rehearsal/alarms/alarm-engine';
import { MetricAlarm } from '../../../rehearsal/alarms/metric-alarm';
import { Clock, Phase } from '../../../rehearsal/clock';
import { MetricReader } from '../../../rehearsal/metrics/metric-reader';
import { MetricStore } from '../../../rehearsal/metrics/metric-store';
import type { AlarmState } from '../../../rehearsal/run-record';
import type { AlarmModel, TreatMissingData } from '../../../rehearsal/template/model';
import { Trace } from '../../../rehearsal/trace';
import { MINUTE_MS, metricAlarm, START_MS } from './alarm-models';

const MINUTES = 90;
const METRIC = { namespace: 'Shop', metricName: 'Errors', dimensions: { service: 'orders' } };
const OTHER = { ...METRIC, metricName: 'Requests' };

const stat = (metric: typeof METRIC, statistic: string, periodSeconds: number) => ({
  ...metric,
  statistic,
  periodSeconds,
});
const EXPRESSIONS = ['m1 / m2', 'FILL(m1, 0) + m2', 'IF(m2 > 3, m1)', 'RATE(m1)', 'FILL(m1, REPEAT)', 'MAX([m1, m2])'];

const alarms = fc
  .record({
    periodSeconds: fc.constantFrom(60, 60, 120, 300),
    evaluationPeriods: fc.integer({ min: 1, max: 5 }),
    statistic: fc.constantFrom('Sum', 'Average', 'p90', 'Maximum', 'SampleCount'),
    expression: fc.option(fc.constantFrom(...EXPRESSIONS)),
    threshold: fc.integer({ min: 0, max: 8 }),
    treatMissingData: fc.constantFrom<TreatMissingData>('missing', 'ignore', 'breaching', 'notBreaching'),
    low: fc.boolean(),
    warmUp: fc.option(fc.record({ minutes: fc.integer({ min: 1, max: 40 }), waitsForItsEnd: fc.boolean() })),
  })
  .chain((given) =>
    fc.integer({ min: 1, max: given.evaluationPeriods }).map((datapointsToAlarm): AlarmModel => {
      const { periodSeconds, expression, statistic, low, warmUp, ...rest } = given;
      const plain = { id: 'm1', returnData: expression === null, metric: stat(METRIC, statistic, periodSeconds) };
      const math = [
        { id: 'e1', returnData: true, expression: expression ?? '' },
        { id: 'm2', returnData: false, metric: stat(OTHER, 'Sum', periodSeconds) },
      ];
      return metricAlarm({
        ...rest,
        periodSeconds,
        datapointsToAlarm,
        metrics: expression === null ? [plain] : [plain, ...math],
        comparisonOperator: low ? 'LessThanThreshold' : 'GreaterThanThreshold',
        ...(warmUp === null ? {} : { warmUp }),
      });
    }),
  );

/** Samples that lie there from the start, and samples that arrive while the clock runs, some of them late. */
const samples = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: MINUTES - 1 }),
    value: fc.integer({ min: 0, max: 9 }),
    other: fc.boolean(),
    lateMinutes: fc.option(fc.integer({ min: 0, max: 7 })),
  }),
  { maxLength: 60 },
);

type Given = readonly { minute: number; value: number; other: boolean; lateMinutes: number | null }[];

function stage(given: Given) {
  const clock = new Clock(START_MS);
  const store = new MetricStore();
  for (const { minute, value, other, lateMinutes } of given) {
    const timestampMs = START_MS + minute * MINUTE_MS;
    const put = () => store.put({ ...(other ? OTHER : METRIC), timestampMs, values: [value] });
    if (lateMinutes === null) put();
    else clock.schedule(timestampMs + lateMinutes * MINUTE_MS, Phase.SAMPLES, put);
  }
  return { clock, reader: new MetricReader(store) };
}

/** The changes of an alarm that is evaluated at every minute, as CloudWatch does it. */
async function minuteByMinute(model: AlarmModel, given: Given): Promise<string[]> {
  const { clock, reader } = stage(given);
  const alarm = new MetricAlarm({ model, reader, note: () => undefined });
  const changes: string[] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (let minute = 0; minute <= MINUTES; minute++) {
    clock.schedule(START_MS + minute * MINUTE_MS, Phase.METRIC_ALARMS, () => {
      const change = alarm.changeAt(clock.now(), state, START_MS);
      if (change === undefined) return;
      state = change.state;
      changes.push(`${minute} ${state} ${change.reason}`);
    });
  }
  await clock.runUntil(START_MS + MINUTES * MINUTE_MS);
  return changes;
}

async function byTheEngine(model: AlarmModel, given: Given): Promise<string[]> {
  const { clock, reader } = stage(given);
  const trace = new Trace();
  const of = { alarms: [model], compositeAlarms: [], muteRules: [], region: 'us-east-1', account: '123456789012' };
  const engine = new AlarmEngine({ model: of, reader, clock, trace, act: () => undefined });
  engine.start();
  await clock.runUntil(START_MS + MINUTES * MINUTE_MS);
  return trace.events
    .filter(({ kind }) => kind === 'alarm')
    .map(({ atMs, to, reason }) => `${(atMs - START_MS) / MINUTE_MS} ${to} ${reason}`);
}

test('an alarm that sleeps until something can change does what one does that is evaluated every minute', async () => {
  await fc.assert(
    fc.asyncProperty(alarms, samples, async (model, given) => {
      expect(await byTheEngine(model, given)).toEqual(await minuteByMinute(model, given));
    }),
    { numRuns: 120 },
  );
});
