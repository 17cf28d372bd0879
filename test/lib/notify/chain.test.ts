import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnJobQueue } from 'aws-cdk-lib/aws-batch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  EmailChannel,
  GoldenSignals,
  type GoldenSignalsProps,
  type IChannel,
  Severity,
  SlackChannel,
  type WatchOptions,
} from '../../../lib';
import { staticFindings } from '../../../rehearsal/findings/static-findings';
import { loadTemplate } from '../../../rehearsal/template/load-template';

type Resources = Record<string, { Type: string; Properties: Record<string, never> & Record<string, unknown> }>;

const email = new EmailChannel('ops@example.com');

function watchedStack(props: (stack: Stack) => GoldenSignalsProps): Stack {
  const stack = new Stack(new App(), 'Shop');
  new GoldenSignals(stack, 'Monitoring', props(stack)).watch(new Queue(stack, 'Queue'));
  return stack;
}

function withSlack(stack: Stack): GoldenSignalsProps {
  return { channels: [new SlackChannel({ secret: new Secret(stack, 'Secret'), channel: '#alerts' }), email] };
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The parts of a synthesized chain, found by following references. */
function chainOf(stack: Stack) {
  const resources = Template.fromStack(stack).toJSON().Resources as Resources;
  const ofType = (type: string) => Object.entries(resources).filter(([, resource]) => resource.Type === type);
  const ref = (value: unknown) =>
    (value as { Ref?: string; 'Fn::GetAtt'?: [string] }).Ref ?? (value as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
  const statements = (document: unknown) => (document as { Statement: Statement[] }).Statement;
  return {
    resources,
    alarms: ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties),
    topicOf: (alarm: Record<string, unknown>) => ref((alarm.AlarmActions as unknown[])[0]),
    topicPolicy: (topic: string) =>
      ofType('AWS::SNS::TopicPolicy')
        .filter(([, { Properties }]) => (Properties.Topics as unknown[]).some((candidate) => ref(candidate) === topic))
        .flatMap(([, { Properties }]) => statements(Properties.PolicyDocument)),
    keyPolicy: (topic: string) =>
      statements(resources[ref(resources[topic]!.Properties.KmsMasterKeyId)]!.Properties.KeyPolicy),
    subscriptions: (topic: string) =>
      ofType('AWS::SNS::Subscription')
        .map(([, { Properties }]) => Properties)
        .filter(({ TopicArn }) => ref(TopicArn) === topic),
    queuePolicy: (queue: string) =>
      ofType('AWS::SQS::QueuePolicy')
        .filter(([, { Properties }]) => (Properties.Queues as unknown[]).some((candidate) => ref(candidate) === queue))
        .flatMap(([, { Properties }]) => statements(Properties.PolicyDocument)),
    consumersOf: (queue: string) =>
      ofType('AWS::Lambda::EventSourceMapping')
        .map(([, { Properties }]) => Properties)
        .filter(({ EventSourceArn }) => ref(EventSourceArn) === queue),
    ref,
  };
}

const mayCloudWatch = (statement: Statement) =>
  statement.Effect === 'Allow' && (statement.Principal as { Service?: string }).Service === 'cloudwatch.amazonaws.com';

describe('the chain from an alarm to people', () => {
  const chain = chainOf(watchedStack(withSlack));

  test.each(chain.alarms.map((alarm) => [String(alarm.AlarmName), alarm] as const))(
    '%s reaches someone',
    (_name, alarm) => {
      expect(alarm.AlarmActions).toHaveLength(1);
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
      const topic = chain.topicOf(alarm);

      const publish = chain
        .topicPolicy(topic)
        .find((statement) => mayCloudWatch(statement) && statement.Action === 'sns:Publish');
      expect(publish?.Condition?.StringEquals?.['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });

      const useKey = chain.keyPolicy(topic).find(mayCloudWatch);
      expect(useKey?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey*']);
      expect(useKey?.Condition?.StringEquals?.['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });

      expect(chain.subscriptions(topic).map(({ Protocol }) => Protocol)).toContain('email');
    },
  );

  test('pages go through the queue to the notifier, which may be sent to by the topic', () => {
    const topic = chain.topicOf(chain.alarms.find(({ AlarmName }) => AlarmName === 'Shop/Queue/age')!);
    const subscription = chain.subscriptions(topic).find(({ Protocol }) => Protocol === 'sqs')!;
    const queue = chain.ref(subscription.Endpoint);
    const send = chain
      .queuePolicy(queue)
      .find(({ Action, Effect }) => Action === 'sqs:SendMessage' && Effect === 'Allow');
    expect(send?.Condition?.ArnEquals?.['aws:SourceArn']).toEqual({ Ref: topic });
    const [mapping] = chain.consumersOf(queue);
    expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(chain.resources[queue]!.Properties.RedrivePolicy).toBeDefined();
  });

  test("the notifier's own alarms go by e-mail only, not through the notifier", () => {
    const alarm = chain.alarms.find(({ AlarmName }) => AlarmName === 'Shop/notifier-undeliverable')!;
    expect(chain.subscriptions(chain.topicOf(alarm)).map(({ Protocol }) => Protocol)).toEqual(['email']);
  });

  test('topics deny plain HTTP and still let CloudWatch publish', () => {
    const topics = Object.keys(chain.resources).filter((id) => chain.resources[id]!.Type === 'AWS::SNS::Topic');
    expect(topics).toHaveLength(3);
    for (const topic of topics) {
      const policy = chain.topicPolicy(topic);
      expect(
        policy.some(
          ({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
        ),
      ).toBe(true);
      expect(policy.some(mayCloudWatch)).toBe(true);
    }
  });

  test('the role of the notifier names every resource: no * in what it may do or where', () => {
    const policies = Object.values(chain.resources).filter(({ Type }) => Type === 'AWS::IAM::Policy');
    const document = JSON.stringify(policies.map(({ Properties }) => Properties.PolicyDocument));
    expect(document).not.toContain('"Resource":"*"');
    expect(document).not.toMatch(/"[a-z]+:\*"/);
  });

  test('no secret value stands in the template', () => {
    expect(JSON.stringify(chain.resources)).not.toContain('SecretString":"');
  });
});

describe('the chain from an event to people', () => {
  const withJobs = (options: WatchOptions = {}, props: GoldenSignalsProps = {}) => {
    const stack = new Stack(new App(), 'Shop');
    const jobs = new CfnJobQueue(stack, 'Jobs', { priority: 1, computeEnvironmentOrder: [] });
    new GoldenSignals(stack, 'Monitoring', { ...withSlack(stack), ...props }).watch(jobs, options);
    return chainOf(stack);
  };
  const rulesOf = ({ resources }: ReturnType<typeof chainOf>) =>
    Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
      .map(({ Properties }) => Properties as unknown as { Description: string; Targets: { Arn: unknown }[] });
  const mayEvents = ({ Effect, Principal }: Statement) =>
    Effect === 'Allow' && (Principal as { Service?: string }).Service === 'events.amazonaws.com';

  test('a rule may publish to the topic of its severity and use its key, under no condition that EventBridge cannot meet', () => {
    const chain = withJobs();
    const rules = rulesOf(chain);
    expect(rules).toHaveLength(2);
    for (const { Targets } of rules) {
      const topic = chain.ref(Targets[0]!.Arn);
      const publish = chain.topicPolicy(topic).filter(mayEvents);
      expect(publish.map(({ Action, Condition }) => [Action, Condition])).toEqual([['sns:Publish', undefined]]);
      const useKey = chain.keyPolicy(topic).filter(mayEvents);
      expect(useKey.map(({ Action, Condition }) => [Action, Condition])).toEqual([
        [['kms:Decrypt', 'kms:GenerateDataKey*'], undefined],
      ]);
      expect(chain.subscriptions(topic).map(({ Protocol }) => Protocol)).toEqual(['sqs', 'email']);
    }
  });

  test("passes the filter of e-mail, which looks at an alarm's states", () => {
    const [rule] = rulesOf(withJobs());
    const { InputTransformer } = rule!.Targets[0] as unknown as { InputTransformer: { InputTemplate: string } };
    expect(JSON.parse(InputTransformer.InputTemplate)).toMatchObject({ NewStateValue: 'ALARM' });
  });

  test('is built only where there are event alerts', () => {
    const chain = chainOf(watchedStack(withSlack));
    expect(rulesOf(chain)).toEqual([]);
    expect(JSON.stringify(chain.resources)).not.toContain('events.amazonaws.com');
  });

  test('obeys overrides: left out, or of another severity', () => {
    expect(rulesOf(withJobs({ alarms: { blocked: { enabled: false } } }))).toHaveLength(1);
    const chain = withJobs({
      alarms: { blocked: { enabled: false }, 'job-failed': { severity: Severity.PAGE } },
    });
    expect(chain.ref(rulesOf(chain)[0]!.Targets[0]!.Arn)).toMatch(/Page/);
  });

  test('ends where nobody wants to hear of it', () => {
    expect(
      rulesOf(
        withJobs({ alarms: { blocked: { severity: Severity.INFO }, 'job-failed': { severity: Severity.INFO } } }),
      ),
    ).toEqual([]);
  });
});

describe('routes', () => {
  test('without a channel: the alarms have topics, and a warning says that nobody is told', () => {
    const stack = watchedStack(() => ({}));
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 2);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('nobody is told of alarms with severity page'));
  });

  test('without Slack there is no notifier and nothing to watch of it', () => {
    const template = Template.fromStack(watchedStack(() => ({ channels: [email] })));
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('AWS::SNS::Topic', 2);
  });

  describe('with Slack alone', () => {
    const slackAlone = () =>
      watchedStack((scope) => ({ channels: [new SlackChannel({ secret: new Secret(scope, 'Secret') })] }));

    test('a warning says that a broken notifier is not noticed, and what to add', () => {
      Annotations.fromStack(slackAlone()).hasWarning(
        '*',
        Match.stringLikeRegexp(
          'nobody is told when the notifier itself fails.*add an e-mail channel.*golden-signals:notifier-unwatched',
        ),
      );
    });

    test('the alarms on the notifier go where pages go, which is better than nowhere', () => {
      const chain = chainOf(slackAlone());
      const topicOf = (name: string) => chain.topicOf(chain.alarms.find(({ AlarmName }) => AlarmName === name)!);
      expect(topicOf('Shop/notifier-undeliverable')).toBe(topicOf('Shop/Queue/age'));
    });

    test('the audit has no error, and tells a beginner what to add', () => {
      const template = Template.fromStack(slackAlone()).toJSON() as Record<string, unknown>;
      const findings = staticFindings(loadTemplate({ template, stackName: 'Shop' }));
      expect(findings).toEqual([
        expect.objectContaining({
          id: 'watches-its-own-way',
          level: 'warning',
          advice: expect.stringContaining('Add an e-mail channel'),
        }),
      ]);
    });

    test('of tickets only, they go where tickets go', () => {
      const stack = watchedStack((scope) => ({
        routes: { ticket: [new SlackChannel({ secret: new Secret(scope, 'Secret') })] },
      }));
      const chain = chainOf(stack);
      const alarm = chain.alarms.find(({ AlarmName }) => AlarmName === 'Shop/notifier-errors')!;
      expect(chain.topicOf(alarm)).toMatch(/Ticket/);
    });
  });

  test('another direct channel beside Slack is enough', () => {
    const pager: IChannel = {
      bind: ({ topic }) => {
        topic.addSubscription(new UrlSubscription('https://pager.example.com/alerts'));
      },
    };
    const stack = watchedStack((scope) => ({
      channels: [new SlackChannel({ secret: new Secret(scope, 'Secret') }), pager],
    }));
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('notifier-unwatched'));
    const chain = chainOf(stack);
    const alarm = chain.alarms.find(({ AlarmName }) => AlarmName === 'Shop/notifier-errors')!;
    expect(chain.subscriptions(chain.topicOf(alarm)).map(({ Protocol }) => Protocol)).toContain('https');
  });

  test('any channel that subscribes an e-mail address hears of a broken notifier', () => {
    const mine: IChannel = {
      bind: ({ topic }) => {
        topic.addSubscription(new EmailSubscription('mine@example.com'));
      },
    };
    const stack = watchedStack((scope) => ({
      channels: [new SlackChannel({ secret: new Secret(scope, 'Secret') }), mine],
    }));
    const chain = chainOf(stack);
    const alarm = chain.alarms.find(({ AlarmName }) => AlarmName === 'Shop/notifier-errors')!;
    expect(chain.subscriptions(chain.topicOf(alarm)).map(({ Endpoint }) => Endpoint)).toEqual(['mine@example.com']);
  });

  test('lead single severities elsewhere', () => {
    const night = new EmailChannel('night@example.com');
    const stack = watchedStack(() => ({ channels: [email], routes: { page: [night] } }));
    const chain = chainOf(stack);
    const endpoints = (name: string) =>
      chain
        .subscriptions(chain.topicOf(chain.alarms.find(({ AlarmName }) => AlarmName === name)!))
        .map(({ Endpoint }) => Endpoint);
    expect(endpoints('Shop/Queue/age')).toEqual(['night@example.com']);
    expect(endpoints('Shop/Queue/in-flight')).toEqual(['ops@example.com']);
  });

  test('refuse what is not an e-mail address', () => {
    expect(() => new EmailChannel('ops at example.com')).toThrow(/InvalidEmail/);
  });
});

test('whoever is named twice is told once', () => {
  const stack = watchedStack((scope) => {
    const secret = new Secret(scope, 'Secret');
    const slack = () => new SlackChannel({ secret, channel: '#alerts' });
    return { channels: [email, new EmailChannel('ops@example.com'), slack(), slack()] };
  });
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Resources };
  const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
  const mails = ofType('AWS::SNS::Subscription').filter(({ Properties }) => Properties.Endpoint === 'ops@example.com');
  // To the topics of pages, of tickets and of the notifier.
  expect(mails).toHaveLength(3);
  const [notifier] = ofType('AWS::Lambda::Function');
  expect(JSON.stringify(notifier).match(/#alerts/g)).toHaveLength(2);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no secret', { channel: '#alerts' }],
  ['the token itself', { secret: 'xoxb-1', channel: '#alerts' }],
])('a Slack channel with %s is refused', (_what, props) => {
  expect(() => new SlackChannel(props as never)).toThrow(/InvalidSlackSecret.*needs the secret.*as a construct/);
});

test('an address that is a parameter is subscribed, each once', () => {
  const stack = watchedStack((scope) => {
    const addresses = ['Ops', 'Night'].map((id) => new CfnParameter(scope, id).valueAsString);
    return { channels: [...addresses, ...addresses].map((address) => new EmailChannel(address)) };
  });
  const subscriptions = Template.fromStack(stack).findResources('AWS::SNS::Subscription');
  const endpoints = Object.values(subscriptions).map(({ Properties }) => Properties.Endpoint.Ref as string);
  // Of pages and of tickets.
  expect(endpoints.sort()).toEqual(['Night', 'Night', 'Ops', 'Ops']);
});

test('a secret of another stack with a key of its own is read, and its stack does not depend on this one', () => {
  const app = new App();
  const base = new Stack(app, 'Base');
  const secret = new Secret(base, 'Secret', { encryptionKey: new Key(base, 'Key') });
  const stack = new Stack(app, 'Shop');
  new GoldenSignals(stack, 'Monitoring', { channels: [new SlackChannel({ secret }), email] }).watch(
    new Queue(stack, 'Queue'),
  );
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const allowed = statements.flatMap(({ Action }: Statement) => Action);
  expect(allowed).toEqual(expect.arrayContaining(['secretsmanager:GetSecretValue', 'kms:Decrypt']));
  expect(statements.find(({ Action }: Statement) => Action === 'kms:Decrypt')?.Condition).toEqual({
    StringEquals: { 'kms:ViaService': expect.anything() },
  });
  expect(base.dependencies).toEqual([]);
});
