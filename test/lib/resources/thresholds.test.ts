import { Severity } from '../../../lib/alarms/severity';
import type { Resource } from '../../../lib/discover/resource';
import { definitions } from '../../../lib/resources/generated/registry';
import { definitionOf } from '../../../lib/signals/definitions';
import { type AlarmDefault, metricsIn } from '../../../lib/signals/signal';
import { type FakeResourceOptions, fakeResource } from '../fake-resource';

function alarm(type: string, id: string, options: FakeResourceOptions = {}): AlarmDefault | undefined {
  const resource = fakeResource({ type, ...options });
  const alarms = definitionOf(definitions, resource)!
    .signals(resource)
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

  test('that is FIFO has the same limit of messages in flight', () => {
    expect(alarm('AWS::SQS::Queue', 'in-flight', { properties: { FifoQueue: true } })?.threshold).toEqual(
      alarm('AWS::SQS::Queue', 'in-flight')?.threshold,
    );
  });

  test('whose messages may take long, or begin late, is given that time before somebody is woken', () => {
    const properties = { VisibilityTimeout: 3600, DelaySeconds: 900 };
    expect(alarm('AWS::SQS::Queue', 'age', { properties })?.threshold).toEqual({ atLeast: 8100, unit: 's' });
  });

  test('that a function reads is given twice the time that the function may take', () => {
    const fn = fakeResource({ type: 'AWS::Lambda::Function', properties: { Timeout: 300 } });
    const mapping = fakeResource({
      properties: { MaximumBatchingWindowInSeconds: 60 },
      related: { FunctionName: [fn] },
    });
    const related = { 'AWS::Lambda::EventSourceMapping': [mapping] };
    const properties = { VisibilityTimeout: 2160 };
    expect(alarm('AWS::SQS::Queue', 'age', { properties, related })?.threshold).toEqual({ atLeast: 720, unit: 's' });
  });
});

describe('a database', () => {
  const connections = (properties: Record<string, unknown>, related = {}) =>
    alarm('AWS::RDS::DBInstance', 'connections', { properties, related })?.threshold;

  const aurora = (properties: Record<string, unknown>, related: FakeResourceOptions['related']) =>
    connections({ Engine: 'aurora-postgresql', ...properties }, related);

  test('of MariaDB takes half of the connections that MySQL takes', () => {
    const large = { DBInstanceClass: 'db.m6g.large' };
    expect(connections({ ...large, Engine: 'mysql' })).toEqual({ above: 542, unit: 'count' });
    expect(connections({ ...large, Engine: 'mariadb' })).toEqual({ above: 271, unit: 'count' });
  });

  test('of SQL Server, which takes all memory that there is, is not watched for having little left', () => {
    const properties = { DBInstanceClass: 'db.m6i.large', Engine: 'sqlserver-se' };
    expect(alarm('AWS::RDS::DBInstance', 'memory', { properties })).toBeUndefined();
    expect(alarm('AWS::RDS::DBInstance', 'memory', { properties: { ...properties, Engine: 'mysql' } })).toBeDefined();
  });

  test('however small, is told of before its connections are used up', () => {
    // What people report: 81 of PostgreSQL, 29 of MariaDB on 1 GiB; 198 and 413 of PostgreSQL on 2 and 4 GiB.
    expect(connections({ DBInstanceClass: 'db.t3.micro', Engine: 'postgres' })).toEqual({ above: 66, unit: 'count' });
    expect(connections({ DBInstanceClass: 'db.t3.micro', Engine: 'mariadb' })).toEqual({ above: 25, unit: 'count' });
    expect(connections({ DBInstanceClass: 'db.t3.small', Engine: 'postgres' })).toEqual({ above: 158, unit: 'count' });
    expect(connections({ DBInstanceClass: 'db.t3.medium', Engine: 'postgres' })).toEqual({ above: 344, unit: 'count' });
  });

  test('with a parameter group of RDS itself has the limit of the formula, with a foreign one an unknown one', () => {
    const large = { DBInstanceClass: 'db.m6g.large', Engine: 'mysql' };
    expect(connections({ ...large, DBParameterGroupName: 'default.mysql8.4' })).toEqual(connections(large));
    expect(connections({ ...large, DBParameterGroupName: 'theirs' })).toBeUndefined();
  });

  test('of Aurora has the limit of its own parameter group, else of that of its cluster', () => {
    const group = (maximum: string) => fakeResource({ properties: { Parameters: { max_connections: maximum } } });
    const cluster = fakeResource({ related: { DBClusterParameterGroupName: [group('200')] } });
    const properties = { DBInstanceClass: 'db.r7g.large' };
    expect(aurora(properties, { DBClusterIdentifier: [cluster] })).toEqual({ above: 170, unit: 'count' });
    const own = { DBClusterIdentifier: [cluster], DBParameterGroupName: [group('100')] };
    expect(aurora(properties, own)).toEqual({ above: 85, unit: 'count' });
    const foreign = fakeResource({ properties: { DBClusterParameterGroupName: 'theirs' } });
    expect(aurora(properties, { DBClusterIdentifier: [foreign] })).toBeUndefined();
  });
});

describe('a rule', () => {
  test('whose bus is a parameter that stands for the default bus is told by its name alone', () => {
    const rule = fakeResource({ properties: { EventBusName: 'default' } });
    const given = { ...rule, text: () => 'a token of the parameter' };
    const [signal] = definitions.get('AWS::Events::Rule')![0]!.signals(given);
    expect(metricsIn(signal!.lines[0]!.query)[0]!.dimensions).toEqual({ RuleName: rule.ref });
  });

  test('whose bus is the default one by an ARN that is put together is told by its name alone', () => {
    const bus = { 'Fn::Sub': `arn:aws:events:${'$'}{AWS::Region}:${'$'}{AWS::AccountId}:event-bus/default` };
    const rule = fakeResource({ properties: { EventBusName: bus } });
    const [signal] = definitions.get('AWS::Events::Rule')![0]!.signals(rule);
    expect(metricsIn(signal!.lines[0]!.query)[0]!.dimensions).toEqual({ RuleName: rule.ref });
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

describe('an event source mapping', () => {
  test('that reads topics is one of Kafka, also where its ARN is joined', () => {
    const { leftOut } = definitions.get('AWS::Lambda::EventSourceMapping')![0]!;
    const EventSourceArn = { 'Fn::Join': ['', ['arn:', 'aws:', 'kafka:', { Ref: 'AWS::Region' }]] };
    const topics = { EventSourceArn, Topics: ['clicks'], StartingPosition: 'LATEST' };
    expect(leftOut!(fakeResource({ properties: topics }))).toMatch(/lag in messages/);
    expect(leftOut!(fakeResource({ properties: { EventSourceArn: { Ref: 'QueueArn' } } }))).toMatch(/the queue/);
  });
});

describe('a log group', () => {
  test('of a function that writes JSON is searched by level, any other by words', () => {
    const { logFilters } = definitions.get('AWS::Logs::LogGroup')![0]!;
    const json = logFilters!(fakeResource({ referredToAs: ['AWS::Lambda::Function LoggingConfig.LogGroup JSON'] }));
    expect(json[0]!.pattern).toBe('{ $.level = "ERROR" || $.level = "FATAL" }');
    expect(logFilters!(fakeResource())[0]!.pattern).toBe('?ERROR ?FATAL');
  });

  test('of builds is left out, since the output of a healthy build may be full of errors', () => {
    const { leftOut } = definitions.get('AWS::Logs::LogGroup')![0]!;
    const referredToAs = ['AWS::CodeBuild::Project LogsConfig.CloudWatchLogs.GroupName'];
    expect(leftOut!(fakeResource({ referredToAs }))).toMatch(/builds/);
  });

  test('of state machines is left out, unless a function logs there too: no line of theirs has a level', () => {
    const { leftOut } = definitions.get('AWS::Logs::LogGroup')![0]!;
    const history =
      'AWS::StepFunctions::StateMachine LoggingConfiguration.Destinations.CloudWatchLogsLogGroup.LogGroupArn';
    const lines = 'AWS::Lambda::Function LoggingConfig.LogGroup';
    expect(leftOut!(fakeResource({ referredToAs: [history] }))).toMatch(/history of executions/);
    expect(leftOut!(fakeResource({ referredToAs: [history, lines] }))).toBeUndefined();
  });

  test.each([
    [{ referredToAs: ['AWS::Events::Rule Targets.Arn'] }, /records .* of events/],
    [{ properties: { LogGroupName: { 'Fn::Join': ['', ['/aws/appsync/apis/', { Ref: 'Api' }]] } } }, /AppSync/],
  ])('in which no line has a level is left out: no word in it tells an error', (options, why) => {
    const { leftOut } = definitions.get('AWS::Logs::LogGroup')![0]!;
    expect(leftOut!(fakeResource(options))).toMatch(why);
  });

  test('of another class than STANDARD is left out, since metric filters do not work there', () => {
    const { leftOut } = definitions.get('AWS::Logs::LogGroup')![0]!;
    expect(leftOut!(fakeResource({ properties: { LogGroupClass: 'INFREQUENT_ACCESS' } }))).toMatch(/STANDARD/);
    expect(leftOut!(fakeResource())).toBeUndefined();
  });
});

describe('a target group', () => {
  const texts = (TargetType: string) => {
    const group = fakeResource({
      type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      properties: { TargetType, Protocol: 'HTTP' },
    });
    const alarms = definitionOf(definitions, group)!
      .signals(group)
      .flatMap((signal) => signal.alarms);
    return alarms.map(({ causes, lookAt }) => `${causes} ${lookAt}`).join('\n');
  };

  test('of a function sends people to the function, which has no CPU to look at', () => {
    expect(texts('ip')).toMatch(/CPU of the targets/);
    expect(texts('lambda')).toMatch(/concurrency of the function/);
    expect(texts('lambda')).not.toMatch(/CPU|targets/);
  });
});

describe('a VPC endpoint', () => {
  test.each([
    [{}, /a route/],
    [{ VpcEndpointType: 'Gateway' }, /a route/],
    [{ VpcEndpointType: 'Resource' }, /type Resource/],
    [{ VpcEndpointType: { Ref: 'Type' } }, /not known here/],
  ])('that is %j is left out with the reason', (properties, why) => {
    const { leftOut } = definitions.get('AWS::EC2::VPCEndpoint')![0]!;
    expect(leftOut!(fakeResource({ properties }))).toMatch(why);
  });
});

describe('a cluster', () => {
  const starts = (id: string, task: FakeResourceOptions) =>
    fakeResource({ id, related: { Target: [fakeResource({ type: 'AWS::ECS::TaskDefinition', ...task })] } });

  function patternWith(schedules: Resource[]): string {
    const cluster = fakeResource({ type: 'AWS::ECS::Cluster', related: { 'AWS::Scheduler::Schedule': schedules } });
    const [failed] = definitionOf(definitions, cluster)!.events!(cluster);
    return JSON.stringify(failed!.pattern);
  }

  test('leaves the scheduled tasks of its stack to their own alerts', () => {
    expect(patternWith([starts('Nightly', { id: 'Report' })])).toContain('"anything-but":["ref-of-Report"]');
  });

  test('has a pattern that EventBridge takes, however many scheduled tasks there are', () => {
    const task = (id: number) => ({ id: `${id}`.padStart(3, '0'), properties: { Family: 'f'.repeat(60) } });
    const pattern = patternWith(Array.from({ length: 100 }, (_, id) => starts(`S${id}`, task(id))));
    const arn = `arn:aws-us-gov:ecs:us-gov-east-1:123456789012:task-definition/${'f'.repeat(60)}:12345`;
    const cluster = `arn:aws-us-gov:ecs:us-gov-east-1:123456789012:cluster/${'c'.repeat(255)}`;
    const deployed = pattern.replaceAll(/ref-of-\d+/g, arn).replace('Arn-of-Thing', cluster);
    expect(deployed).toContain(arn);
    expect(deployed.length).toBeLessThanOrEqual(2048);
  });
});
