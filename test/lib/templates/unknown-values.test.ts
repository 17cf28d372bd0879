import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { GoldenSignals } from '../../../lib';

const IF_UNKNOWN = (value: unknown) => ({ 'Fn::If': ['Unknown', value, { Ref: 'AWS::NoValue' }] });
const UNKNOWN = { Ref: 'Given' };

interface FoundAlarm {
  readonly name: string;
  /** Those of its first metric. */
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** The alarms on one resource of a template whose parameter has no default and whose condition depends on it. */
function alarmsOn(type: string, properties: object): FoundAlarm[] {
  const file = join(mkdtempSync(join(tmpdir(), 'unknown-values-')), 'template.json');
  const template = {
    Parameters: { Given: { Type: 'String' } },
    Conditions: { Unknown: { 'Fn::Equals': [UNKNOWN, 'a'] } },
    Resources: { Thing: { Type: type, Properties: properties } },
  };
  writeFileSync(file, JSON.stringify(template));
  const app = new App({ analyticsReporting: false });
  new GoldenSignals(new Stack(app, 'Shop'), 'Monitoring').watchTemplate(file);
  const { Resources: resources } = app.synth().getStackByName('Shop').template as {
    Resources: Record<string, { Type: string; Properties: AlarmProperties }>;
  };
  return Object.values(resources)
    .filter(({ Type: found }) => found === 'AWS::CloudWatch::Alarm')
    .map(({ Properties: { AlarmName: name, Dimensions: own, Metrics: metrics = [] } }) => ({
      name: JSON.stringify(name).replace(/.*\/([\w-]+)\W*$/, '$1'),
      dimensions: Object.fromEntries(
        (own ?? metrics.find((each) => each.MetricStat)?.MetricStat?.Metric.Dimensions ?? []).map((each) => [
          each.Name,
          each.Value,
        ]),
      ),
    }));
}

interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

interface AlarmProperties {
  readonly AlarmName: unknown;
  readonly Dimensions?: readonly Dimension[];
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: { readonly Dimensions: Dimension[] } } }[];
}

const namesOn = (type: string, properties: object) => alarmsOn(type, properties).map(({ name }) => name);

describe('of what is not known before deployment, only alarms are made whose series exist in any case', () => {
  test('a table of an unknown billing mode is not watched for using up a capacity', () => {
    const type = 'AWS::DynamoDB::Table';
    expect(namesOn(type, { BillingMode: UNKNOWN })).toEqual(['read-throttles', 'write-throttles']);
    expect(namesOn(type, { BillingMode: IF_UNKNOWN('PAY_PER_REQUEST') })).toEqual([
      'read-throttles',
      'write-throttles',
    ]);
  });

  test('an instance of a known engine is one of that engine, whatever may become of its cluster', () => {
    const type = 'AWS::RDS::DBInstance';
    const names = namesOn(type, { Engine: 'postgres', DBClusterIdentifier: IF_UNKNOWN('shop') });
    expect(names).toContain('storage');
    expect(names).not.toContain('commit-latency');
  });

  test('a cluster of an unknown engine has storage of its own only where it has a class of instances', () => {
    const type = 'AWS::RDS::DBCluster';
    expect(namesOn(type, { Engine: UNKNOWN })).not.toContain('storage');
    expect(namesOn(type, { Engine: UNKNOWN, DBClusterInstanceClass: 'db.r6gd.large' })).toContain('storage');
    expect(namesOn(type, { Engine: UNKNOWN, ServerlessV2ScalingConfiguration: IF_UNKNOWN({}) })).not.toContain(
      'capacity',
    );
  });

  test('a cache of an unknown engine is watched for what each engine publishes', () => {
    expect(namesOn('AWS::ElastiCache::CacheCluster', { Engine: UNKNOWN })).toEqual(['cpu']);
  });

  test('an instance in an unknown credit mode is watched for none', () => {
    const properties = { InstanceType: 't3.micro', CreditSpecification: { CPUCredits: UNKNOWN } };
    expect(namesOn('AWS::EC2::Instance', properties)).toEqual(['status-check', 'cpu']);
  });

  test('an alias that may have no provisioned concurrency is left to its function', () => {
    const concurrency = IF_UNKNOWN({ ProvisionedConcurrentExecutions: 50 });
    const properties = { FunctionName: 'orders', Name: 'live', ProvisionedConcurrencyConfig: concurrency };
    expect(namesOn('AWS::Lambda::Alias', properties)).toEqual([]);
  });
});

describe('a dimension always has a value', () => {
  test('a rule whose bus may not be named is one of the default bus', () => {
    const [alarm] = alarmsOn('AWS::Events::Rule', {
      EventBusName: IF_UNKNOWN('shop'),
      Targets: [{ Id: '1', Arn: 'x' }],
    });
    expect(alarm!.dimensions).toEqual({ RuleName: { Ref: 'Thing' } });
  });

  test('an API whose name may be absent is left out', () => {
    expect(namesOn('AWS::ApiGateway::RestApi', { Name: IF_UNKNOWN('shop') })).toEqual([]);
    expect(namesOn('AWS::ApiGateway::RestApi', { Name: UNKNOWN })).toContain('errors');
  });
});

describe('a resource whose kind is not known before deployment is left out, and that is said', () => {
  const leftOutOf = (type: string, properties: object) => {
    const file = join(mkdtempSync(join(tmpdir(), 'unknown-kinds-')), 'template.json');
    const Parameters = { Given: { Type: 'String' } };
    writeFileSync(file, JSON.stringify({ Parameters, Resources: { Thing: { Type: type, Properties: properties } } }));
    const golden = new GoldenSignals(new Stack(new App({ analyticsReporting: false }), 'Shop'), 'Monitoring');
    golden.watchTemplate(file);
    (golden.node.root as App).synth();
    return golden.node.metadata.filter(({ type: of }) => of === 'golden-signals:left-out').map(({ data }) => data);
  };

  test.each([
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: UNKNOWN }],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: UNKNOWN }],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', { Protocol: 'GENEVE' }],
    ['AWS::AmazonMQ::Broker', { EngineType: UNKNOWN }],
  ])('%s %j', (type, properties) => {
    expect(leftOutOf(type, properties)).toEqual([
      expect.stringMatching(/Thing: which metrics it has is not known here/),
    ]);
  });

  test('nothing is said of what is a part of something else, such as the task definition of a service', () => {
    expect(leftOutOf('AWS::ECS::TaskDefinition', { Family: 'web' })).toEqual([]);
  });
});
