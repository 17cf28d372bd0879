import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { Severity } from '../../../lib/alarms/severity';
import type { Resource } from '../../../lib/discover/resource';
import type { AlarmOverride } from '../../../lib/plan/alarm-override';
import { makePlan } from '../../../lib/plan/make-plan';
import type { PlannedAlarm } from '../../../lib/plan/plan';
import { definitions } from '../../../lib/resources/generated/registry';
import { AlarmProfile } from '../../../lib/settings/alarm-profile';
import type { ResourceSettings } from '../../../lib/settings/resource-settings';
import type { ServiceSettings } from '../../../lib/settings/service-settings';
import { contractDefinition, contractResource } from '../../../lib/signals/contract-definition';
import { fakeResource } from '../fake-resource';

const queue = (facts: Partial<Resource> = {}): Resource => ({
  ...fakeResource({ type: 'AWS::SQS::Queue', id: 'Orders/Queue' }),
  path: 'Shop/Orders/Queue',
  logicalId: 'OrdersQueue1234',
  tags: { team: 'payments' },
  ...facts,
});

interface Said {
  readonly code?: ServiceSettings;
  readonly file?: ServiceSettings;
  readonly watch?: ResourceSettings;
  readonly metadata?: unknown;
}

function planOf({ code = {}, file = {}, watch = {}, metadata }: Said, resources = [queue({ ownSettings: metadata })]) {
  return makePlan([{ found: { resources, leftOut: [] }, settings: watch }], {
    serviceName: 'Shop',
    definitions,
    sources: [
      { where: 'code', values: code },
      { where: 'file', values: file },
    ],
  });
}

function age(said: Said): PlannedAlarm | undefined {
  return planOf(said)
    .resources.flatMap(({ signals }) => signals.flatMap(({ alarms }) => alarms))
    .find(({ id }) => id === 'age');
}

/** The levels of the cascade, the widest first, each as a function that says something there. */
const LEVELS: readonly ((settings: ResourceSettings, data: unknown) => Said)[] = [
  ({ alarms }) => ({ code: { alarms } }),
  ({ alarms }) => ({ file: { alarms } }),
  (settings) => ({ code: { types: { 'AWS::SQS::Queue': settings } } }),
  (settings) => ({ file: { types: { 'AWS::SQS::Queue': settings } } }),
  (settings) => ({ code: { types: { queue: settings } } }),
  (watch) => ({ watch }),
  (settings) => ({ code: { resources: { 'team=payments': settings } } }),
  (settings) => ({ code: { resources: { Shop: settings } } }),
  (settings) => ({ code: { resources: { 'Shop/Orders/*': settings } } }),
  (_settings, metadata) => ({ metadata }),
  (settings) => ({ code: { resources: { 'Shop/Orders/Queue': settings } } }),
  (settings) => ({ file: { resources: { 'Shop/Orders/Queue': settings } } }),
];

function together(parts: readonly Said[]): Said {
  const service = (key: 'code' | 'file'): ServiceSettings => {
    const values = parts.map((part) => part[key] ?? {});
    return {
      alarms: values.map(({ alarms }) => alarms).findLast((alarms) => alarms !== undefined),
      types: Object.assign({}, ...values.map(({ types }) => types)),
      resources: Object.assign({}, ...values.map(({ resources }) => resources)),
    };
  };
  return Object.assign({}, ...parts, { code: service('code'), file: service('file') });
}

const override = fc.record(
  {
    threshold: fc.integer({ min: 1, max: 1000 }),
    severity: fc.constantFrom(...Object.values(Severity)),
    evaluationPeriods: fc.integer({ min: 15, max: 20 }),
    datapointsToAlarm: fc.integer({ min: 1, max: 15 }),
    symptom: fc.constantFrom('late', 'very late'),
  },
  { requiredKeys: [] },
);

test('property by property, the most specific level that says something wins', () => {
  fc.assert(
    fc.property(fc.array(fc.option(override), { minLength: LEVELS.length, maxLength: LEVELS.length }), (said) => {
      const parts = said.flatMap((value, level) =>
        value === null ? [] : [LEVELS[level]!({ alarms: { age: value } }, { alarms: { age: value } })],
      );
      const last = <K extends keyof AlarmOverride>(key: K) =>
        said.map((value) => (value as AlarmOverride | null)?.[key]).findLast((value) => value !== undefined);
      const planned = age(together(parts))!;
      expect(planned).toMatchObject({
        severity: last('severity') ?? Severity.PAGE,
        threshold: { atLeast: last('threshold') ?? 300, unit: 's' },
        datapoints: { of: last('evaluationPeriods') ?? 15, breaching: last('datapointsToAlarm') ?? 15 },
      });
      expect(planned.description.toLowerCase()).toContain(last('symptom') ?? 'messages wait too long');
    }),
  );
});

describe('a resource is selected by', () => {
  test.each([
    'Shop/Orders/Queue',
    'Orders/Queue',
    'Shop/Orders',
    'Orders',
    'Shop',
    'Shop/*/Queue',
    'Shop/**',
    '*/Queue',
    'OrdersQueue1234',
    'team=payments',
  ])('%s', (selector) => {
    expect(age({ code: { resources: { [selector]: { alarms: { age: { threshold: 7 } } } } } })?.threshold).toEqual({
      atLeast: 7,
      unit: 's',
    });
  });

  test.each(['Shop/*', 'Shop/Ord', 'Queue', 'team=orders', 'Shop.Orders/Queue'])('not by %s', (selector) => {
    expect(() => age({ code: { resources: { [selector]: {} } } })).toThrow(/UnknownResource/);
  });

  test('of two patterns the longer one wins, in whichever order they stand', () => {
    const settings = (threshold: number) => ({ alarms: { age: { threshold } } });
    const resources = { 'Shop/Orders/*': settings(1), 'Shop/**': settings(2) };
    expect(age({ code: { resources } })?.threshold).toMatchObject({ atLeast: 1 });
  });
});

describe('off', () => {
  test.each<[string, Said]>([
    ['as a type', { code: { types: { queue: { enabled: false } } } }],
    ['in watch()', { watch: { enabled: false } }],
    ['as a resource', { code: { resources: { OrdersQueue1234: { enabled: false } } } }],
    ['in its Metadata', { metadata: { enabled: false } }],
  ])('%s: the resource is not watched, and listed as such', (_where, said) => {
    const { resources, leftOut } = planOf(said);
    expect(resources).toEqual([]);
    expect(leftOut).toEqual([
      { path: 'Shop/Orders/Queue', type: 'AWS::SQS::Queue', why: expect.stringContaining('switched off by') },
    ]);
  });

  test('as a type and on again as a resource', () => {
    const code = { types: { queue: { enabled: false } }, resources: { Orders: { enabled: true } } };
    expect(age({ code })).toBeDefined();
  });

  test('a single alarm', () => {
    expect(age({ code: { alarms: { age: { enabled: false } } } })).toBeUndefined();
  });

  test('a signal: neither panel nor alarms', () => {
    const [planned] = planOf({ code: { signals: { saturation: false } } }).resources;
    expect(planned?.signals.map(({ id }) => id)).toEqual(['latency', 'traffic']);
  });
});

describe('typos are refused with the nearest name:', () => {
  test.each<[string, Said, RegExp]>([
    ['an alarm of all', { code: { alarms: { aeg: {} } } }, /UnknownAlarm\] code: "aeg".*"age"/],
    [
      'an alarm of a type',
      { code: { types: { queue: { alarms: { 'in-fligth': {} } } } } },
      /UnknownAlarm.*"in-flight"/,
    ],
    ['an alarm of a resource', { code: { resources: { Orders: { alarms: { agee: {} } } } } }, /UnknownAlarm.*"age"/],
    ['an alarm in watch()', { watch: { alarms: { agee: {} } } }, /UnknownAlarm.*"age"/],
    ['a type', { code: { types: { 'AWS::SQS::Que': {} } } }, /UnknownType.*"AWS::SQS::Queue"/],
    ['a noun', { code: { types: { queeu: {} } } }, /UnknownType.*"queue"/],
    ['a path', { code: { resources: { 'Shop/Order/Queue': {} } } }, /UnknownResource.*"Shop\/Orders\/Queue"/],
    ['a logical id', { file: { resources: { OrdersQueue1243: {} } } }, /UnknownResource\] file:.*"OrdersQueue1234"/],
    ['a tag', { code: { resources: { 'team=payment': {} } } }, /UnknownResource.*"team=payments"/],
    ['a signal', { code: { signals: { saturaton: false } } }, /UnknownSignal.*"saturation"/],
    ['a logical id without its hash', { code: { resources: { OrdersQ: {} } } }, /UnknownResource.*"OrdersQueue1234"/],
  ])('%s', (_what, said, message) => {
    expect(() => planOf(said)).toThrow(message);
  });

  test('but settings for a type that this stack does not have are none', () => {
    expect(planOf({ code: { types: { function: { alarms: { latency: { threshold: 1 } } } } } }).resources).toHaveLength(
      1,
    );
  });
});

test('what an alert on events cannot have is refused: it compares no metric', () => {
  const jobs = fakeResource({ type: 'AWS::Batch::JobQueue', id: 'Jobs' });
  const said = (override: AlarmOverride): Said => ({ watch: { alarms: { 'job-failed': override } } });
  expect(() => planOf(said({ threshold: 5 }), [jobs])).toThrow(
    /NotOfAnEvent.*"job-failed" .* it has no threshold; it has/,
  );
  const [planned] = planOf(said({ severity: Severity.PAGE, symptom: 'jobs fail' }), [jobs]).resources;
  expect(planned?.events).toContainEqual(expect.objectContaining({ id: 'job-failed', severity: 'page' }));
});

describe('what is asked for is in the lean profile too:', () => {
  const lean = (settings: ResourceSettings) => {
    const fn = fakeResource({ type: 'AWS::Lambda::Function', id: 'Fn', properties: { Name: 'fn' } });
    const { resources } = planOf({ code: { profile: AlarmProfile.LEAN }, watch: settings }, [fn]);
    return resources.flatMap(({ signals }) => signals.flatMap(({ alarms }) => alarms.map(({ id }) => id)));
  };
  const added = (settings: ResourceSettings) => lean(settings).filter((id) => !lean({}).includes(id));

  test.each<[string, ResourceSettings, string[]]>([
    ['an alarm of their own', { alarms: { many: { metric: 'ConcurrentExecutions', threshold: 800 } } }, ['many']],
    [
      'what is expected',
      { expected: { latency: Duration.seconds(1), trafficPerMinute: 10 } },
      ['slower-than-expected', 'less-traffic-than-expected'],
    ],
    ['what is learnt', { expected: { anomaly: true } }, ['unusual-latency', 'unusual-traffic']],
  ])('%s', (_what, settings, ids) => {
    expect(added(settings).sort()).toEqual([...ids].sort());
  });

  test('and an alarm on a metric of a contract', () => {
    const contract = { namespace: 'Shop/Orders', dimensions: [], metrics: [{ name: 'Failures', unit: 'Count' }] };
    const options = { alarms: [{ metric: 'Failures', threshold: 0 }] };
    const resource = contractResource(contract, options, 'Shop');
    const { resources } = makePlan([{ found: { resources: [resource], leftOut: [] } }], {
      serviceName: 'Shop',
      definitions: new Map([[resource.type, [contractDefinition(contract, options)]]]),
      sources: [{ where: 'code', values: { profile: AlarmProfile.LEAN } }],
    });
    expect(resources.flatMap(({ signals }) => signals.flatMap(({ alarms }) => alarms))).toHaveLength(1);
  });
});

describe('what is wrong in Metadata', () => {
  test.each<[string, unknown, RegExp]>([
    ['a property', { alarms: { age: { treshold: 10 } } }, /GoldenSignals\.alarms\.age\.treshold.*"threshold"/],
    ['a value', { alarms: { age: { threshold: { Ref: 'Limit' } } } }, /alarms\.age\.threshold: .* is not a number/],
    ['an alarm', { alarms: { agee: { threshold: 10 } } }, /"agee".*"age"/],
    ['a combination', { alarms: { age: { datapointsToAlarm: 99 } } }, /99 of 15/],
    ['everything', 'off', /"off" is not an object/],
  ])('%s is a warning, and the default stays', (_what, metadata, message) => {
    const { warnings } = planOf({ metadata });
    expect(warnings).toEqual([
      { id: 'golden-signals:invalid-metadata', path: 'Shop/Orders/Queue', message: expect.stringMatching(message) },
    ]);
    expect(age({ metadata })?.threshold).toMatchObject({ atLeast: 300 });
  });

  test('leaves what is right in force', () => {
    const metadata = { enabld: true, alarms: { age: { threshold: 10, treshold: 11 } } };
    expect(age({ metadata })?.threshold).toMatchObject({ atLeast: 10 });
  });

  test('does not excuse what is wrong elsewhere', () => {
    const said = { metadata: { alarms: {} }, code: { alarms: { age: { datapointsToAlarm: 99 } } } };
    expect(() => planOf(said)).toThrow(/InvalidDatapoints/);
  });
});

describe('overrides that CloudWatch would refuse or never evaluate:', () => {
  test.each<[AlarmOverride, RegExp]>([
    [{ datapointsToAlarm: 16 }, /InvalidDatapoints.*16 of 15/],
    [{ evaluationPeriods: 0 }, /InvalidDatapoints/],
    [{ period: Duration.seconds(45) }, /InvalidPeriod.*45 s.*10, 20, 30/],
    [{ period: Duration.seconds(10) }, /InvalidPeriod.*once a minute/],
    [{ period: Duration.hours(12) }, /WindowTooLong/],
    [{ statistic: 'Avarage' }, /InvalidStatistic/],
    [{ threshold: Number.NaN }, /InvalidThreshold/],
    [{ threshold: '120' as never }, /InvalidThreshold.*"120", which is no number/],
  ])('%j', (value, message) => {
    expect(() => age({ watch: { alarms: { age: value } } })).toThrow(message);
  });

  test('the statistic of an expression', () => {
    const table = fakeResource({ type: 'AWS::DynamoDB::Table', id: 'Table' });
    const said: Said = { watch: { alarms: { 'read-throttles': { statistic: 'Maximum' } } } };
    expect(() => planOf(said, [table])).toThrow(/StatisticOfExpression/);
  });
});

test('a resource that cannot be understood is left out with a warning, and stops nobody', () => {
  const broken = queue({
    id: 'Broken',
    path: 'Shop/Broken',
    attribute: () => {
      throw new Error('no such attribute');
    },
  });
  const { resources, leftOut, warnings } = planOf({}, [broken, queue()]);
  expect(resources.map(({ resource }) => resource.id)).toEqual(['Orders/Queue']);
  expect(leftOut.map(({ path }) => path)).toEqual(['Shop/Broken']);
  expect(warnings).toMatchObject([{ id: 'golden-signals:not-planned', path: 'Shop/Broken' }]);
});
