import { App, Duration, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { EmailChannel, GoldenSignals, type GoldenSignalsProps } from '../../../lib';

/** The compiler tells who writes TypeScript; these are written in JavaScript. */
const javaScript = <T>(value: unknown) => value as T;

function stackWithQueue(): Stack {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  new Queue(stack, 'Jobs');
  return stack;
}

const contract = {
  namespace: 'Example/Orders',
  dimensions: ['operation'],
  metrics: [{ name: 'Failures', unit: 'Count', signal: 'errors' }],
};

describe('properties are refused where they stand, with what they have to be:', () => {
  const email = new EmailChannel('ops@example.com');
  test.each<[string, unknown, RegExp]>([
    ['no object', null, /Shop\/Monitoring: GoldenSignalsProps: null is not an object/],
    ['a typo of an alarm', { alarms: { age: { treshold: 1 } } }, /Props\.alarms\.age\.treshold.*"threshold"/],
    ['a typo of a type', { types: { queue: { alarm: {} } } }, /Props\.types\.queue\.alarm.*"alarms"/],
    ['a typo of a resource', { resources: { Jobs: { enable: false } } }, /Props\.resources\.Jobs\.enable.*"enabled"/],
    ['a typo of routes', { routes: { pages: [email] } }, /Props\.routes\.pages.*"page"/],
    ['a typo of logs', { logs: { retentoin: 30 } }, /Props\.logs\.retentoin.*"retention"/],
    ['a typo of what is expected', { expected: { latencyMs: 30 } }, /Props\.expected\.latencyMs.*"latency"/],
    ['false for an alarm', { alarms: { age: false } }, /Props\.alarms\.age: false is not an object/],
    ['false for a type', { types: { queue: false } }, /Props\.types\.queue: false is not an object/],
    ['a text for a flag', { alarms: { age: { enabled: 'false' } } }, /age\.enabled: "false" is not true or false/],
    ['a profile', { profile: 'LEAN' }, /Props\.profile: "LEAN" is no known value; did you mean "lean"/],
    ['a severity', { alarms: { age: { severity: 'critical' } } }, /"critical" is no known value; known: info, page/],
    ['missing data', { alarms: { age: { treatMissingData: 'Breaching' } } }, /did you mean "breaching"/],
    ['a number for a length', { alarms: { age: { period: 60 } } }, /age\.period: 60 is not a Duration/],
    ['a length for a number', { alarms: { age: { threshold: Duration.days(1) } } }, /class Duration is not a number/],
    ['no traffic', { expected: { trafficPerMinute: 0 } }, /trafficPerMinute: 0 is not a number above 0/],
    [
      'the ARN of an action',
      { alarms: { age: { actions: ['arn:aws:sns'] } } },
      /actions\[0\].* is not an alarm action/,
    ],
    ['an address for a channel', { channels: ['ops@example.com'] }, /Props\.channels\[0\].* is not a channel, such as/],
    ['the class of a channel', { channels: [EmailChannel] }, /function EmailChannel is not a channel/],
    ['one channel', { routes: { page: email } }, /Props\.routes\.page: an object of class EmailChannel is not a list/],
    ['a retention', { logs: { retention: 45 } }, /Props\.logs\.retention: 45 is not a retention that CloudWatch knows/],
    ['the path of settings', { settings: 'monitoring.json' }, /Props\.settings: .* is not what Settings\.fromFile\(\)/],
    ['a dashboard name', { dashboardName: 'a'.repeat(256) }, /Props\.dashboardName: .* is not a name of at most 255/],
    ['two things', { profile: 'all', nestedStacks: 'yes' }, /Props\.profile.*\n.*Props\.nestedStacks/],
  ])('%s', (_what, props, message) => {
    const stack = stackWithQueue();
    expect(() => new GoldenSignals(stack, 'Monitoring', javaScript(props))).toThrow(message);
  });
});

test('what is undefined says nothing', () => {
  const props: GoldenSignalsProps = javaScript({
    profile: undefined,
    alarms: { age: undefined, 'in-flight': { threshold: undefined } },
    logs: { retention: RetentionDays.INFINITE },
    treshold: undefined,
  });
  const stack = stackWithQueue();
  new GoldenSignals(stack, 'Monitoring', props).watch(stack, javaScript({ alarms: undefined }));
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test.each<[string, object, RegExp]>([
  ['a property', { chanels: [] }, /Shop\/Monitoring: .*"chanels" is no known property; did you mean "channels"/],
  ['a property of which the end is missing', { dashboard: 'x' }, /did you mean "dashboardName"/],
  ['a property of logs', { logs: { retentionDays: 90 } }, /logs\.retentionDays: .*did you mean "retention"/],
  ['a route', { routes: { pages: [] } }, /routes\.pages: .*did you mean "page"/],
  ['what is expected', { expected: { trafficPerMin: 4 } }, /expected\..*did you mean "trafficPerMinute"/],
])('%s that is misspelt is refused', (_what, props, message) => {
  const make = () => new GoldenSignals(stackWithQueue(), 'Monitoring', javaScript<GoldenSignalsProps>(props));
  expect(make).toThrow(message);
  expect(make).toThrow(expect.objectContaining({ code: 'InvalidSettings' }));
});

describe('what is watched is refused:', () => {
  test.each<[string, (monitoring: GoldenSignals, stack: Stack) => void, RegExp]>([
    [
      'nothing',
      (monitoring) => monitoring.watch(javaScript(undefined)),
      /watch\(\): target: undefined is not a construct/,
    ],
    ['a name', (monitoring) => monitoring.watch(javaScript('Jobs')), /watch\(\): target: "Jobs" is not a construct/],
    [
      'a list',
      (monitoring, stack) => monitoring.watch(javaScript([stack])),
      /watch\(\): target: .* is not a construct/,
    ],
    [
      'one construct to exclude',
      (monitoring, stack) => monitoring.watch(stack, { exclude: javaScript(stack.node.findChild('Jobs')) }),
      /watch\(\)\.exclude: the construct Shop\/Jobs is not a list/,
    ],
    [
      'a typo',
      (monitoring, stack) => monitoring.watch(stack, javaScript({ exclued: [] })),
      /watch\(\)\.exclued: .*did you mean "exclude"/,
    ],
    [
      'metrics in place of their contract',
      (monitoring) => monitoring.watchMetrics(javaScript({ contract })),
      /watchMetrics\(\): contract: .* is not the contract of a defineMetrics, such as orderMetrics\.contract/,
    ],
    [
      'alarms that are no list',
      (monitoring) => monitoring.watchMetrics(contract, { alarms: javaScript({ Failures: {} }) }),
      /watchMetrics\(\)\.alarms: .* is not a list/,
    ],
  ])('%s', (_what, watch, message) => {
    const stack = stackWithQueue();
    const monitoring = new GoldenSignals(stack, 'Monitoring');
    expect(() => watch(monitoring, stack)).toThrow(message);
  });
});

describe('alarms on metrics of a contract are refused as any other:', () => {
  const options = { dimensionValues: { operation: 'place' } };
  test.each<[string, object[], RegExp]>([
    ['no threshold', [{ metric: 'Failures' }], /OwnAlarmWithoutThreshold.*"failures" of Example\/Orders\/place/],
    ['a statistic', [{ metric: 'Failures', threshold: 1, statistic: 'sum' }], /InvalidStatistic.*"sum"/],
    ['a period', [{ metric: 'Failures', threshold: 1, period: Duration.seconds(45) }], /InvalidPeriod.*45 s/],
    ['M of N', [{ metric: 'Failures', threshold: 1, datapointsToAlarm: 4 }], /InvalidDatapoints.*4 of 3/],
    [
      'two of one id',
      [
        { metric: 'Failures', threshold: 1 },
        { metric: 'Failures', threshold: 9 },
      ],
      /SameAlarmId.*two alarms of Example\/Orders\/place are called "failures"/,
    ],
  ])('%s', (_what, alarms, message) => {
    const monitoring = new GoldenSignals(stackWithQueue(), 'Monitoring');
    expect(() => monitoring.watchMetrics(contract, { ...options, alarms: javaScript(alarms) })).toThrow(message);
  });
});
