import fc from 'fast-check';
import { Bench, compositeAlarm, MINUTE_MS, metricAlarm, START_MS } from './alarm-models';

describe('a metric alarm', () => {
  test('starts as INSUFFICIENT_DATA, goes to ALARM at the end of the third bad minute and to OK after the first good one', async () => {
    const bench = new Bench([metricAlarm()]);
    bench.errors([0, 0, 0, 9, 9, 9, 0]);
    expect(bench.engine.stateOf('errors-high')).toBe('INSUFFICIENT_DATA');
    await bench.runTo(10);
    // One good datapoint is enough to say OK; without more of them the alarm stays where it is.
    expect(bench.changes()).toEqual(['errors-high OK@1', 'errors-high ALARM@6', 'errors-high OK@7']);
  });

  test('needs M of N datapoints, not consecutive ones', async () => {
    const bench = new Bench([metricAlarm({ evaluationPeriods: 5, datapointsToAlarm: 3 })]);
    bench.errors([0, 0, 0, 0, 0, 9, 0, 9, 0, 9, 0, 0, 0, 0]);
    await bench.runTo(12);
    expect(bench.changes()).toEqual(['errors-high OK@1', 'errors-high ALARM@10', 'errors-high OK@11']);
  });

  test('without data becomes INSUFFICIENT_DATA again only when the whole range of N + 2 periods is empty, and says that it relied on that', async () => {
    const bench = new Bench([metricAlarm({ evaluationPeriods: 1 })]);
    bench.errors([0]);
    await bench.runTo(10);
    expect(bench.changes()).toEqual(['errors-high OK@1', 'errors-high INSUFFICIENT_DATA@4']);
    expect(bench.trace.events[1]!.reason).toBe('Insufficient Data: 1 datapoint was unknown.');
    expect(bench.engine.inferredRules).toEqual([
      expect.stringContaining('complete at the end of their minute'),
      expect.stringContaining('N + 2'),
    ]);
  });

  test('on AWS/DynamoDB keeps its state without data, whatever it says about missing data', async () => {
    const alarm = metricAlarm({ treatMissingData: 'breaching' });
    const query = alarm.metrics[0]!;
    const bench = new Bench([
      { ...alarm, metrics: [{ ...query, metric: { ...query.metric!, namespace: 'AWS/DynamoDB' } }] },
    ]);
    await bench.runTo(10);
    expect(bench.changes()).toEqual([]);
  });

  test('uses data from before it was created', async () => {
    const bench = new Bench([metricAlarm()]);
    bench.errors([9, 9, 9], -3);
    await bench.runTo(0);
    expect(bench.changes()).toEqual(['errors-high ALARM@0']);
  });

  test('with a period of 5 minutes is evaluated every minute on the 5 minutes before', async () => {
    const bench = new Bench([
      metricAlarm({ periodSeconds: 300, evaluationPeriods: 1, treatMissingData: 'notBreaching' }),
    ]);
    bench.errors([3, 0, 0, 0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0]);
    await bench.runTo(14);
    // 3 + 3 is above 5 first in minutes 2 to 6 (3, 3) and last in minutes 7 to 11.
    expect(bench.changes()).toEqual(['errors-high OK@0', 'errors-high ALARM@7', 'errors-high OK@12']);
  });

  test('of 10 seconds is evaluated every 10 seconds', async () => {
    const bench = new Bench([metricAlarm({ periodSeconds: 10, evaluationPeriods: 1 })]);
    bench.store.put({
      namespace: 'Shop',
      metricName: 'Errors',
      dimensions: { service: 'orders' },
      timestampMs: START_MS + 12_000,
      values: [9],
      storageResolution: 1,
    });
    await bench.runTo(1);
    expect(bench.changes()).toEqual([
      'errors-high ALARM@0.3333333333333333',
      'errors-high INSUFFICIENT_DATA@0.8333333333333334',
    ]);
  });

  test('with EvaluateLowSampleCountPercentile: ignore keeps its state while its newest datapoint has too few samples', async () => {
    const alarm = metricAlarm({ evaluationPeriods: 1, threshold: 100, evaluateLowSampleCountPercentile: 'ignore' });
    const query = alarm.metrics[0]!;
    const bench = new Bench([{ ...alarm, metrics: [{ ...query, metric: { ...query.metric!, statistic: 'p90' } }] }]);
    for (const [minute, samples] of [99, 100].entries()) {
      bench.store.put({
        namespace: 'Shop',
        metricName: 'Errors',
        dimensions: { service: 'orders' },
        timestampMs: START_MS + minute * MINUTE_MS,
        values: Array<number>(samples).fill(200),
      });
    }
    await bench.runTo(2);
    expect(bench.changes()).toEqual(['errors-high ALARM@2']);
  });

  test('can watch metric math', async () => {
    const alarm = metricAlarm({ threshold: 50 });
    const metric = alarm.metrics[0]!;
    const bench = new Bench([
      {
        ...alarm,
        metrics: [
          { id: 'rate', returnData: true, expression: '100 * errors / FILL(requests, 1)' },
          { ...metric, id: 'errors', returnData: false },
          {
            ...metric,
            id: 'requests',
            returnData: false,
            metric: { ...metric.metric!, dimensions: { service: 'requests' } },
          },
        ],
      },
    ]);
    bench.errors([1, 6, 7, 8]);
    bench.errors([10, 10, 10, 10], 0, 'requests');
    await bench.runTo(4);
    // FILL gives a datapoint where there is none: nothing is missing, not even before the first request.
    expect(bench.changes()).toEqual(['errors-high OK@0', 'errors-high ALARM@4']);
  });
});

describe('actions', () => {
  test('run once for each change, with the message that SNS gets', async () => {
    const bench = new Bench([metricAlarm({ description: 'too many errors', datapointsToAlarm: 3 })]);
    bench.errors([9, 9, 9, 9, 0]);
    await bench.runTo(5);
    expect(bench.actions.map(({ subject, atMs }) => [subject, (atMs - START_MS) / MINUTE_MS])).toEqual([
      ['ALARM: "errors-high" in US East (N. Virginia)', 3],
      ['OK: "errors-high" in US East (N. Virginia)', 5],
    ]);
    expect(bench.actions[0]).toEqual({
      atMs: START_MS + 3 * MINUTE_MS,
      actionArn: 'arn:aws:sns:us-east-1:123456789012:page',
      alarmName: 'errors-high',
      subject: 'ALARM: "errors-high" in US East (N. Virginia)',
      message: {
        AlarmName: 'errors-high',
        AlarmDescription: 'too many errors',
        AWSAccountId: '123456789012',
        AlarmConfigurationUpdatedTimestamp: '2026-03-02T10:00:00.000+0000',
        NewStateValue: 'ALARM',
        NewStateReason:
          'Threshold Crossed: 3 out of the last 3 datapoints [9.0 (02/03/26 10:02:00), 9.0 (02/03/26 10:01:00), 9.0 (02/03/26 10:00:00)] were greater than the threshold (5.0) (minimum 3 datapoints for OK -> ALARM transition).',
        StateChangeTime: '2026-03-02T10:03:00.000+0000',
        Region: 'US East (N. Virginia)',
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors-high',
        OldStateValue: 'INSUFFICIENT_DATA',
        OKActions: ['arn:aws:sns:us-east-1:123456789012:page'],
        AlarmActions: ['arn:aws:sns:us-east-1:123456789012:page'],
        InsufficientDataActions: [],
        ActionExecutedAfterMuteWindow: false,
        Trigger: {
          MetricName: 'Errors',
          Namespace: 'Shop',
          StatisticType: 'Statistic',
          Statistic: 'SUM',
          Unit: null,
          Dimensions: [{ value: 'orders', name: 'service' }],
          Period: 60,
          EvaluationPeriods: 3,
          DatapointsToAlarm: 3,
          ComparisonOperator: 'GreaterThanThreshold',
          Threshold: 5,
          TreatMissingData: 'missing',
          EvaluateLowSampleCountPercentile: '',
        },
      },
      event: expect.objectContaining({ source: 'aws.cloudwatch' }),
      afterMuteWindow: false,
    });
  });

  test('do not run when they are disabled, while evaluation goes on', async () => {
    const bench = new Bench([metricAlarm({ actionsEnabled: false })]);
    bench.errors([9, 9, 9]);
    await bench.runTo(3);
    expect(bench.engine.stateOf('errors-high')).toBe('ALARM');
    expect(bench.actions).toEqual([]);
  });

  test('of a long name have a subject that SNS takes', async () => {
    const bench = new Bench([metricAlarm({ name: 'n'.repeat(255) })]);
    bench.errors([9, 9, 9]);
    await bench.runTo(3);
    expect(bench.actions[0]!.subject).toHaveLength(100);
    expect(bench.actions[0]!.subject).toMatch(/^ALARM: "n+\.\.\." in US East \(N\. Virginia\)$/);
  });
});

describe('what cannot be rehearsed is named, and its alarm stays INSUFFICIENT_DATA', () => {
  const expression = (text: string) =>
    metricAlarm({
      metrics: [
        { ...metricAlarm().metrics[0]!, returnData: false },
        { id: 'e1', returnData: true, expression: text },
      ],
    });

  test.each([
    [
      'an anomaly alarm',
      metricAlarm({ thresholdMetricId: 'ad1', comparisonOperator: 'GreaterThanUpperThreshold' }),
      'ThresholdMetricId',
      /anomaly/,
    ],
    [
      'an unknown function',
      expression('1 + MEDIAN(m1)'),
      'Metrics',
      /e1: unknown function MEDIAN \(at character 5 of "1 \+ MEDIAN\(m1\)"\)/,
    ],
    ['bad syntax', expression('m1 +'), 'Metrics', /at character 5/],
    ['an id that is nowhere', expression('m1 + m2'), 'Metrics', /reads m2.*at character 6/],
    [
      'a function that only AWS can compute',
      expression('SERVICE_QUOTA(m1)'),
      'Metrics',
      /SERVICE_QUOTA is not rehearsed/,
    ],
    ['Metrics Insights', expression('SELECT AVG(Errors) FROM Shop'), 'Metrics', /Metrics Insights/],
    ['a result that is no time series', expression('SUM(m1)'), 'Metrics', /TIME_SERIES/],
    ['several time series', expression('2 * [m1, m1]'), 'Metrics', /gives 2 time series/],
    ['M greater than N', metricAlarm({ datapointsToAlarm: 4 }), 'DatapointsToAlarm', /4 of 3/],
    ['no threshold', metricAlarm({ threshold: undefined }), 'Threshold', /no threshold/],
    [
      'two results',
      { ...expression('m1'), metrics: expression('m1').metrics.map((query) => ({ ...query, returnData: true })) },
      'Metrics',
      /exactly one/,
    ],
  ])('%s', async (_, alarm, property, what) => {
    const bench = new Bench([alarm]);
    bench.errors([9, 9, 9, 9]);
    await bench.runTo(5);
    expect(bench.engine.findings).toEqual([{ where: `ErrorsHigh.${property}`, what: expect.stringMatching(what) }]);
    expect(bench.engine.stateOf('errors-high')).toBe('INSUFFICIENT_DATA');
  });
});

describe('undocumented rules', () => {
  test('are named when a result relied on them', async () => {
    const bench = new Bench([metricAlarm({ evaluationPeriods: 1 })]);
    bench.errors([9]);
    const other = { namespace: 'Shop', metricName: 'Errors', dimensions: { service: 'orders' }, unit: 'Count' };
    bench.store.put({ ...other, timestampMs: START_MS, values: [0] });
    await bench.runTo(1);
    expect(bench.engine.inferredRules).toContainEqual(expect.stringContaining('several units'));
  });
});

test('the order of the alarms in the template changes nothing, to the last byte of the trace', async () => {
  const services = ['a', 'b', 'c', 'd'];
  const alarms = services.map((service, index) => {
    const alarm = metricAlarm({ name: service, evaluationPeriods: 1, periodSeconds: index % 2 === 0 ? 60 : 10 });
    const query = alarm.metrics[0]!;
    return { ...alarm, metrics: [{ ...query, metric: { ...query.metric!, dimensions: { service } } }] };
  });
  const told = { okActions: ['arn:aws:sns:us-east-1:123456789012:page'] };
  const composites = [
    compositeAlarm('all', 'ALARM(any) AND NOT OK(d)', told),
    compositeAlarm('any', 'ALARM(a) OR ALARM(b)', {
      ...told,
      actionsSuppressor: 'gate',
      waitPeriodSeconds: 60,
      extensionPeriodSeconds: 120,
    }),
    compositeAlarm('gate', 'ALARM(c) AND NOT ALARM(all)', told),
    compositeAlarm('zero', 'ALARM(d)', {
      ...told,
      actionsSuppressor: 'c',
      waitPeriodSeconds: 0,
      extensionPeriodSeconds: 0,
    }),
  ];
  const muteRules = ['a', 'zero'].map((name) => ({
    logicalId: `Mute${name}`,
    name: `mute-${name}`,
    expression: 'cron(2,5 10 * * *)',
    durationSeconds: 120,
    timeZone: 'UTC',
    alarmNames: [name, 'any'],
  }));
  const run = async (values: readonly (readonly number[])[], shuffled: <T>(list: readonly T[]) => T[]) => {
    const bench = new Bench(shuffled(alarms), shuffled(composites), shuffled(muteRules));
    services.forEach((service, index) => {
      bench.errors(values[index]!, 0, service);
    });
    await bench.runTo(12);
    return bench.trace.toJsonl() + bench.ran().join();
  };
  const minutes = fc.array(fc.constantFrom(0, 9), { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(fc.array(minutes, { minLength: 4, maxLength: 4 }), fc.nat(), async (values, seed) => {
      const shuffled = <T>(list: readonly T[]) => {
        const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)];
        return seed % 2 === 0 ? turned : turned.reverse();
      };
      expect(await run(values, shuffled)).toBe(await run(values, (list) => [...list]));
    }),
    { numRuns: 25 },
  );
});

test('the order in which samples of one instant arrive changes nothing, to the last byte of the trace', async () => {
  const minute = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { maxLength: 4 });
  const run = async (minutes: readonly (readonly number[])[]) => {
    const bench = new Bench([metricAlarm({ evaluationPeriods: 2 })], [compositeAlarm('any', 'ALARM("errors-high")')]);
    minutes.forEach((values, index) => {
      for (const value of values) bench.errors([value], index);
    });
    await bench.runTo(minutes.length);
    return bench.trace.toJsonl();
  };
  await fc.assert(
    fc.asyncProperty(fc.array(minute, { minLength: 4, maxLength: 8 }), async (minutes) => {
      expect(await run(minutes.map((values) => [...values].reverse()))).toBe(await run(minutes));
    }),
    { numRuns: 50 },
  );
});
