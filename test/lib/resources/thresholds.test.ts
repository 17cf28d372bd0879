import { Severity } from '../../../lib/alarms/severity';
import { definitions } from '../../../lib/resources/generated/registry';
import { type AlarmDefault, metricsIn } from '../../../lib/signals/signal';
import { type FakeResourceOptions, fakeResource } from '../fake-resource';

function alarm(type: string, id: string, options: FakeResourceOptions = {}): AlarmDefault | undefined {
  const alarms = definitions
    .get(type)![0]!
    .signals(fakeResource(options))
    .flatMap((signal) => signal.alarms);
  return alarms.find((candidate) => candidate.id === id);
}

describe('a function', () => {
  test('is slow when one invocation in ten takes over half of its time-out', () => {
    expect(alarm('AWS::Lambda::Function', 'latency', { properties: { Timeout: 10 } })?.threshold).toEqual({
      above: 5000,
      unit: 'ms',
    });
  });

  test("has Lambda's time-out of three seconds when it names none", () => {
    expect(alarm('AWS::Lambda::Function', 'latency')?.threshold).toEqual({ above: 1500, unit: 'ms' });
  });

  test('watches its dead-letter target only if it has one', () => {
    expect(alarm('AWS::Lambda::Function', 'dead-letter-errors')).toBeUndefined();
    const properties = { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Q', 'Arn'] } } };
    expect(alarm('AWS::Lambda::Function', 'dead-letter-errors', { properties })).toBeDefined();
  });

  test('costs at most 1.00 USD a month in alarms: ten metrics', () => {
    const alarms = definitions
      .get('AWS::Lambda::Function')![0]!
      .signals(fakeResource())
      .flatMap((signal) => signal.alarms);
    expect(alarms.flatMap(({ query }) => metricsIn(query)).length).toBeLessThanOrEqual(10);
  });
});

describe('a queue', () => {
  test('that nothing redrives to is watched for waiting messages', () => {
    expect(alarm('AWS::SQS::Queue', 'age')?.threshold).toEqual({ atLeast: 300, unit: 's' });
    expect(alarm('AWS::SQS::Queue', 'dead-letters')).toBeUndefined();
  });

  test('that keeps messages for two minutes alarms after one', () => {
    expect(alarm('AWS::SQS::Queue', 'age', { properties: { MessageRetentionPeriod: 120 } })?.threshold).toEqual({
      atLeast: 60,
      unit: 's',
    });
  });

  test('that another queue redrives to is watched for any message', () => {
    const referredToAs = ['AWS::SQS::Queue RedrivePolicy.deadLetterTargetArn'];
    expect(alarm('AWS::SQS::Queue', 'dead-letters', { referredToAs })?.threshold).toEqual({ above: 0, unit: 'count' });
    expect(alarm('AWS::SQS::Queue', 'age', { referredToAs })).toBeUndefined();
  });

  test('that is FIFO has the smaller limit of messages in flight', () => {
    expect(alarm('AWS::SQS::Queue', 'in-flight', { properties: { FifoQueue: true } })?.threshold).toEqual({
      atLeast: 16_000,
      unit: 'count',
    });
  });
});

describe.each([
  ['AWS::Kinesis::Stream', 'iterator-age'],
  ['AWS::Kinesis::StreamConsumer', 'behind'],
])('%s that is read late', (type, id) => {
  const mapping = (properties = {}) => ({
    related: { 'AWS::Lambda::EventSourceMapping': [fakeResource({ properties })] },
  });

  test('pages', () => {
    expect(alarm(type, id)?.severity).toBe(Severity.PAGE);
  });

  test('leaves the page to the function that reads it: one for an incident', () => {
    expect(alarm(type, id, mapping())?.severity).toBe(Severity.TICKET);
    expect(
      alarm('AWS::Lambda::EventSourceMapping', 'iterator-age', { properties: { EventSourceArn: ':kinesis:' } })
        ?.severity,
    ).toBe(Severity.PAGE);
  });

  test('pages where the mapping is switched off', () => {
    expect(alarm(type, id, mapping({ Enabled: false }))?.severity).toBe(Severity.PAGE);
  });
});

describe('a table', () => {
  test('with provisioned capacity is watched for using it up', () => {
    expect(alarm('AWS::DynamoDB::Table', 'read-capacity')).toBeDefined();
    expect(
      alarm('AWS::DynamoDB::Table', 'read-capacity', { properties: { BillingMode: 'PAY_PER_REQUEST' } }),
    ).toBeUndefined();
  });
});

describe('a log group', () => {
  test('of a function that writes JSON is searched by level, any other by words', () => {
    const { logFilters } = definitions.get('AWS::Logs::LogGroup')![0]!;
    const json = logFilters!(fakeResource({ referredToAs: ['AWS::Lambda::Function LoggingConfig.LogGroup JSON'] }));
    expect(json[0]!.pattern).toBe('{ $.level = "ERROR" || $.level = "FATAL" }');
    expect(logFilters!(fakeResource())[0]!.pattern).toBe('?ERROR ?FATAL');
  });

  test('of another class than STANDARD is left out, since metric filters do not work there', () => {
    const { leftOut } = definitions.get('AWS::Logs::LogGroup')![0]!;
    expect(leftOut!(fakeResource({ properties: { LogGroupClass: 'INFREQUENT_ACCESS' } }))).toMatch(/STANDARD/);
    expect(leftOut!(fakeResource())).toBeUndefined();
  });
});
