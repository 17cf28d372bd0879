import { ScenarioError } from '../../../rehearsal/scenario/scenario';
import { alarmOn, firstAlarmOf, invocationsOf, lambdaResource, rehearseSmall, removeStacks } from './small-stack';

afterAll(removeStacks);

const LOGS = {
  AppLogs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/app' } },
  Errors: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: { Ref: 'AppLogs' },
      FilterPattern: '{ $.level = "ERROR" }',
      MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'ErrorLines', MetricValue: '1' }],
    },
  },
  ErrorLines: alarmOn('error-lines', 'Shop', 'ErrorLines'),
};

describe('log lines of a scenario', () => {
  test.each(['/shop/app', 'AppLogs'])('go to the log group %s and through its filters', async (logGroup) => {
    const rehearsal = await rehearseSmall(
      { logs: [{ logGroup, atMinute: 2.5, lines: ['{"level":"ERROR"}', '{"level":"INFO"}'], times: 3 }] },
      LOGS,
    );
    expect(firstAlarmOf(rehearsal, 'error-lines')).toBe(3);
    expect(rehearsal.logs.events('/shop/app')).toHaveLength(6);
  });

  test('are repeated after the given time', async () => {
    const logs = [{ logGroup: 'AppLogs', atMinute: 1, lines: ['x'], times: 3, everySeconds: 90 }];
    const { logs: store, record } = await rehearseSmall({ logs }, LOGS);
    const minutes = store.events('/shop/app').map(({ timestampMs }) => (timestampMs - record.startMs) / 60_000);
    expect(minutes).toEqual([1, 2.5, 4]);
  });

  test('reach the function that is subscribed to the log group', async () => {
    const subscription = {
      Type: 'AWS::Logs::SubscriptionFilter',
      Properties: {
        LogGroupName: { Ref: 'AppLogs' },
        FilterPattern: 'ERROR',
        DestinationArn: { 'Fn::GetAtt': ['Worker', 'Arn'] },
      },
    };
    const source = `
      const { gunzipSync } = require('node:zlib');
      exports.handler = async ({ awslogs: { data } }) => {
        const { logEvents } = JSON.parse(gunzipSync(Buffer.from(data, 'base64')));
        console.log('seen ' + logEvents.map(({ message }) => message).join());
      };`;
    const logs = [{ logGroup: 'AppLogs', atMinute: 1, lines: ['ERROR a', 'fine', 'ERROR b'] }];
    const rehearsal = await rehearseSmall({ logs }, { ...LOGS, Subscription: subscription }, { Worker: source });
    const written = rehearsal.logs.logGroupNames.flatMap((name) => rehearsal.logs.events(name));
    expect(written.map(({ message }) => message)).toContainEqual(expect.stringContaining('seen ERROR a,ERROR b'));
  });

  test('of a log group that the stack does not have are refused, with the names that it has', async () => {
    const logs = [{ logGroup: 'Others', atMinute: 1, lines: ['x'] }];
    await expect(rehearseSmall({ logs }, LOGS)).rejects.toThrow(ScenarioError);
    await expect(rehearseSmall({ logs }, LOGS)).rejects.toThrow('no log group "Others"; it has: AppLogs');
  });

  test('that CloudWatch takes no metrics from are in the report and on the alarm of their log group', async () => {
    const rehearsal = await rehearseSmall(
      { logs: [{ logGroup: 'AppLogs', atMinute: 2.5, lines: ['{"_aws":{"Timestamp":1}}', '{"_aws":{'] }] },
      {
        ...LOGS,
        Invalid: alarmOn('emf-invalid', 'AWS/Logs', 'EMFValidationErrors', { LogGroupName: { Ref: 'AppLogs' } }),
        Broken: alarmOn('emf-broken', 'AWS/Logs', 'EMFParsingErrors', { LogGroupName: { Ref: 'AppLogs' } }),
      },
    );
    expect(firstAlarmOf(rehearsal, 'emf-invalid')).toBe(3);
    expect(firstAlarmOf(rehearsal, 'emf-broken')).toBe(3);
    expect(rehearsal.record.notRehearsed.filter(({ where }) => where === '/shop/app')).toHaveLength(2);
  });
});

describe('samples of a scenario', () => {
  const metrics = [{ namespace: 'Shop', metricName: 'ErrorLines', dimensions: {}, values: [0, 0, 1, 0, 0, 0] }];

  test('are seen at the end of their minute', async () => {
    expect(firstAlarmOf(await rehearseSmall({ metrics }, LOGS), 'error-lines')).toBe(3);
  });

  test('are seen later with an ingestion delay', async () => {
    const missing = alarmOn('error-lines', 'Shop', 'ErrorLines', {}, { TreatMissingData: 'missing' });
    const late = await rehearseSmall({ metrics, ingestionDelaySeconds: 120 }, { ...LOGS, ErrorLines: missing });
    expect(firstAlarmOf(late, 'error-lines')).toBe(5);
  });
});

describe('invocations of a scenario', () => {
  const NOTHING = { Worker: lambdaResource({ FunctionName: 'worker', Code: { ZipFile: '' } }) };

  test.each(['worker', 'Worker'])('run the function %s, as often as asked', async (name) => {
    const invocations = [{ function: name, atMinute: 1, event: {}, times: 3, everySeconds: 30 }];
    const rehearsal = await rehearseSmall({ invocations }, NOTHING);
    expect(invocationsOf(rehearsal).map(({ minute }) => minute)).toEqual([1, 1.5, 2]);
  });

  const FAILS = { Worker: 'exports.handler = async () => { throw new Error("no luck"); };' };

  test('that wait for an answer are not retried; asynchronous ones are', async () => {
    const invocations = [{ function: 'Worker', atMinute: 1, event: {} }];
    expect(invocationsOf(await rehearseSmall({ invocations }, {}, FAILS))).toHaveLength(1);
    const asynchronous = await rehearseSmall({ invocations: [{ ...invocations[0]!, asynchronous: true }] }, {}, FAILS);
    expect(invocationsOf(asynchronous).map(({ minute }) => Math.floor(minute))).toEqual([1, 2, 4]);
  });

  test('of a function that the stack does not have are refused', async () => {
    const invocations = [{ function: 'Other', atMinute: 1, event: {} }];
    await expect(rehearseSmall({ invocations }, NOTHING)).rejects.toThrow('no function "Other"; it has: Worker');
  });
});
