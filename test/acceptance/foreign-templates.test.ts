import { join } from 'node:path';
import { type Rehearsal, rehearse, type Scenario, type TemplateSource } from '../../rehearsal';
import { loadTemplate } from '../../rehearsal/template/load-template';

const START = Date.parse('2026-01-05T09:00:00Z');
const template = (file: string, more: Partial<TemplateSource> = {}): TemplateSource => ({
  templateFile: join(__dirname, 'templates', file),
  ...more,
});
const run = (source: TemplateSource, scenario: Partial<Scenario>): Promise<Rehearsal> =>
  rehearse({ template: source, scenario: { title: 'foreign', minutes: 20, ...scenario } });

const minuteOf = (atMs: number): number => Math.floor((atMs - START) / 60_000);

/** The states of an alarm from its first ALARM on, by the minute in which each begins: `7 ALARM`, `12 OK`. */
function states({ record }: Rehearsal, alarm: string): string[] {
  const { transitions } = record.alarms.find(({ name }) => name === alarm)!;
  const first = transitions.findIndex(({ state }) => state === 'ALARM');
  return first < 0 ? [] : transitions.slice(first).map(({ atMs, state }) => `${minuteOf(atMs)} ${state}`);
}

const minutes = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('a SAM template with Globals, code in folders and a queue', () => {
  const source = template('sam-orders/template.yaml', { stackName: 'orders', parameters: { Stage: 'prod' } });
  const orders = (...list: object[]) => ({ Records: list.map((order) => ({ body: JSON.stringify(order) })) });

  test('its function runs: an error and refused payments, told by its own metric, fire the alarms', async () => {
    const rehearsal = await run(source, {
      invocations: [
        { function: 'ProcessOrders', atMinute: 0, times: 20, event: orders({ id: 1, total: 5 }) },
        { function: 'ProcessOrders', atMinute: 4.5, event: orders({ id: 2 }) },
        {
          function: 'ProcessOrders',
          atMinute: 8.5,
          times: 3,
          event: orders(...[3, 4, 5].map((id) => ({ id, total: 5, card: 'refused' }))),
        },
      ],
    });
    expect(states(rehearsal, 'orders-prod-process-orders-errors')).toEqual(['5 ALARM', '6 OK']);
    expect(states(rehearsal, 'orders-prod-refused-payments')).toEqual(['10 ALARM', '13 OK']);
    const told = rehearsal.record.emails.map(({ atMs, subject }) => [minuteOf(atMs), subject.split(':')[0]]);
    expect(told.filter(([minute]) => minute !== 0)).toEqual([
      [5, 'ALARM'],
      [6, 'OK'],
      [10, 'ALARM'],
    ]);
  });

  test('what is not rehearsed is said', () => {
    expect(loadTemplate(source).notRehearsed).toEqual([
      {
        where: 'NightlyReport.Events.Nightly',
        what: 'an event of type Schedule does not call the function; give the scenario invocations of it',
      },
      {
        where: 'NightlyReport.Code',
        what: 'nightly-report/ has no report.js; the code is not run (build it first and give the built template)',
      },
      {
        where: 'NightlyReportNightly',
        what: 'AWS::Events::Rule is not simulated: it does nothing, its metrics are what a scenario gives',
      },
    ]);
  });
});

describe('a CloudFormation template written by hand', () => {
  const source = template('shop-cloudformation/shop.yaml', { stackName: 'shop' });
  const production = { ...source, parameters: { Environment: 'production', AlertEmail: 'oncall@example.com' } };
  const dimensionsOf = (alarm: string, id: string) =>
    loadTemplate(source)
      .alarms.find(({ logicalId }) => logicalId === alarm)!
      .metrics.find((query) => query.id === id)!.metric!.dimensions;

  test('metric math over the load balancer and failing checkouts in the log make the composite alarm fire', async () => {
    const balancer = (metricName: string, values: number[]) => ({
      namespace: 'AWS/ApplicationELB',
      metricName,
      dimensions: dimensionsOf('ErrorRate', 'requests'),
      values,
    });
    const line = JSON.stringify({ level: 'error', route: '/checkout/pay' });
    const rehearsal = await run(source, {
      metrics: [
        balancer('RequestCount', minutes(20, 100)),
        balancer('HTTPCode_Target_5XX_Count', [...minutes(5, 0), ...minutes(5, 30), ...minutes(10, 0)]),
        {
          namespace: 'AWS/RDS',
          metricName: 'DatabaseConnections',
          dimensions: { DBInstanceIdentifier: 'shop-staging' },
          values: minutes(20, 40),
        },
      ],
      logs: [
        { logGroup: '/shop/staging/app', atMinute: 0.2, times: 20, lines: ['{"level":"info","route":"/"}'] },
        { logGroup: 'AppLogs', atMinute: 7.5, times: 3, lines: [line, line, line] },
      ],
    });
    expect(states(rehearsal, 'shop-staging-error-rate')).toEqual(['7 ALARM', '12 OK']);
    expect(states(rehearsal, 'shop-staging-checkout-failing')).toEqual(['9 ALARM', '11 OK']);
    expect(states(rehearsal, 'shop-staging-down')).toEqual(['9 ALARM', '11 OK']);
    expect(states(rehearsal, 'shop-staging-database-connections')).toEqual([]);
    expect(rehearsal.record.alarms.find(({ name }) => name.endsWith('busiest-host'))!.transitions).toEqual([]);
  });

  test('an anomaly alarm compares with the band that the scenario gives', async () => {
    const dimensions = dimensionsOf('SlowUnlikeUsual', 'latency');
    const latency = { namespace: 'AWS/ApplicationELB', metricName: 'TargetResponseTime', dimensions };
    const rehearsal = await run(source, {
      metrics: [{ ...latency, values: [...minutes(6, 0.2), ...minutes(4, 0.9), ...minutes(10, 0.2)] }],
      bands: [{ alarm: 'SlowUnlikeUsual', lower: minutes(20, 0.1), upper: minutes(20, 0.5) }],
    });
    expect(states(rehearsal, 'shop-staging-slow-unlike-usual')).toEqual(['8 ALARM', '11 OK']);
    const { notRehearsed } = rehearsal.record;
    expect(notRehearsed.filter(({ where }) => /^(BusiestHost|SlowUnlikeUsual)/.test(where))).toEqual([
      { where: 'BusiestHost', what: 'Metrics Insights query: it is not run, the alarm stays INSUFFICIENT_DATA' },
    ]);
  });

  test('parameters, conditions and mappings decide what is there', () => {
    const staging = loadTemplate(source);
    const live = loadTemplate(production);
    expect([staging, live].map(({ subscriptions, muteRules }) => [subscriptions.length, muteRules.length])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect([staging, live].map((model) => model.logGroups[0]!.retentionDays)).toEqual([14, 90]);
    expect([staging, live].map((model) => model.compositeAlarms[0]!.alarmActions.length)).toEqual([0, 1]);
    const threshold = (model: typeof live) =>
      model.alarms.find(({ logicalId }) => logicalId === 'ErrorRate')!.threshold;
    expect([staging, live].map(threshold)).toEqual([10, 5]);
    expect(live.muteRules[0]).toMatchObject({ timeZone: 'Europe/Zurich', alarmNames: ['shop-production-down'] });
    expect(live.outputs.Url).toBe('http://shop-production.us-east-1.elb.amazonaws.com');
  });

  test('what is not rehearsed is said', () => {
    const what = 'is not simulated: it does nothing, its metrics are what a scenario gives';
    expect(loadTemplate(source).notRehearsed).toEqual([
      { where: 'LoadBalancer', what: `AWS::ElasticLoadBalancingV2::LoadBalancer ${what}` },
      { where: 'Targets', what: `AWS::ElasticLoadBalancingV2::TargetGroup ${what}` },
      { where: 'Database', what: `AWS::RDS::DBInstance ${what}` },
      { where: 'BusiestHost', what: 'Metrics Insights query: it is not run, the alarm stays INSUFFICIENT_DATA' },
    ]);
  });
});

describe('a template that cdk-monitoring-constructs synthesized', () => {
  const source = template('peer-library/Invoices.template.json');
  const invoices = { FunctionName: 'Invoices-InvoiceWriter9BA3225B' };

  test('its alarms go by five minutes, 2 or 3 of 3', async () => {
    const errors = (values: number[]) => ({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensions: invoices,
      values,
    });
    const rehearsal = await run(source, {
      minutes: 60,
      metrics: [
        errors([...minutes(10, 0), ...minutes(20, 1), ...minutes(30, 0)]),
        {
          namespace: 'AWS/SQS',
          metricName: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: 'Invoices-InvoiceDeadLetters3D56DBE5' },
          values: [...minutes(20, 0), ...minutes(40, 2)],
        },
      ],
    });
    const rate = 'Invoices-InvoiceWriter-Fault-Rate-Critical';
    const dead = 'Invoices-InvoiceDeadLetters-DLQ-Queue-Message-Count-Max-Critical';
    // The second of three windows of five minutes reaches into minute 10 at 16, and out of minute 29 at 40.
    expect(states(rehearsal, rate)).toEqual(['16 ALARM', '40 OK']);
    // Three of three: the oldest window has to reach into minute 20.
    expect(states(rehearsal, dead)).toEqual(['31 ALARM']);
    expect(rehearsal.record.dashboards).toHaveLength(1);
  });

  test('only the inline code is not rehearsed', () => {
    expect(loadTemplate(source).notRehearsed).toEqual([
      { where: 'InvoiceWriter9BA3225B.Code.ZipFile', what: 'inline code is not run' },
    ]);
  });
});
