import type { Model, PermissionModel, TopicModel } from '../../../rehearsal/template/model';
import { compositeAlarm, metricAlarm } from '../alarms/alarm-models';
import { functionModel } from './functions';
import { arn, email, found, pageTopic, policy, queue, told } from './stack';

const CLOUDWATCH = { Service: 'cloudwatch.amazonaws.com' };
const alarms = [metricAlarm()];
const publish = { Principal: CLOUDWATCH, Action: 'sns:Publish' };
const secure = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const withTopic = (overrides: Partial<TopicModel>, parts: Partial<Model> = {}): string[] =>
  found({ alarms, topics: [{ ...pageTopic, ...overrides }], ...parts });

describe('the policy of a topic', () => {
  const refused = ['topic-refuses-cloudwatch Page'];

  test.each([
    ['none', [], []],
    ['CloudWatch', [policy(publish)], []],
    [
      'CloudWatch in small letters, over two documents',
      [policy(secure), policy({ ...publish, Action: ['SNS:publish'] })],
      [],
    ],
    ['only a deny of plain HTTP', [policy(secure)], refused],
    ['another service', [policy({ ...publish, Principal: { Service: 'events.amazonaws.com' } })], refused],
    ['another action', [policy({ ...publish, Action: 'sns:Subscribe' })], refused],
    [
      'the default policy',
      [
        policy({
          Principal: { AWS: '*' },
          Action: ['SNS:Publish'],
          Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } },
        }),
      ],
      [],
    ],
    ['the account', [policy({ ...publish, Principal: { AWS: 'arn:aws:iam::123456789012:root' } })], []],
    ['a role', [policy({ ...publish, Principal: { AWS: 'arn:aws:iam::123456789012:role/deploy' } })], refused],
    ['everyone', [policy({ ...publish, Principal: '*' })], []],
    [
      'the alarms of the account',
      [
        policy({
          ...publish,
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:999999999999:alarm:*' } },
        }),
      ],
      [],
    ],
    [
      'another alarm',
      [
        policy({
          ...publish,
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:other' } },
        }),
      ],
      refused,
    ],
    ['a deny of all', [policy(publish, { Effect: 'Deny', Principal: '*', Action: 'sns:*' })], refused],
    [
      'a deny of others',
      [policy(publish, { ...secure, Condition: { StringNotEquals: { 'aws:SourceAccount': '123456789012' } } })],
      [],
    ],
  ])('%s', (_name, policies, expected) => {
    expect(withTopic({ policies })).toEqual(expected);
  });

  test('of a topic that no alarm acts on is not judged', () => {
    expect(found({ topics: [{ ...pageTopic, policies: [policy(secure)] }] })).toEqual([]);
  });
});

describe('the key of a topic', () => {
  const key = { logicalId: 'Key', keyId: 'key-1', arn: arn('kms', 'key/key-1'), aliases: ['alias/alerts'] };
  const own = { Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*' };
  const use = { Principal: CLOUDWATCH, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  const refused = ['topic-key-refuses-cloudwatch Page.KmsMasterKeyId'];

  test.each([
    ['the account alone', [own], refused],
    ['CloudWatch too', [own, use], []],
    ['CloudWatch, only to decrypt', [own, { ...use, Action: 'kms:Decrypt' }], refused],
    ['CloudWatch, everything', [{ ...use, Action: 'kms:*' }], []],
  ])('lets in %s', (_name, statements, expected) => {
    for (const kmsKeyId of ['key-1', key.arn, 'alias/alerts', arn('kms', 'alias/alerts')]) {
      expect(withTopic({ kmsKeyId }, { keys: [{ ...key, policy: policy(...statements) }] })).toEqual(expected);
    }
  });

  test("AWS's own lets nobody in, one that is not of the template is not judged", () => {
    expect(withTopic({ kmsKeyId: 'alias/aws/sns' })).toEqual(refused);
    expect(withTopic({ kmsKeyId: arn('kms', 'alias/aws/sns') })).toEqual(refused);
    expect(withTopic({ kmsKeyId: arn('kms', 'key/elsewhere') })).toEqual([]);
  });
});

describe('who listens', () => {
  test('nobody', () => {
    expect(found({ alarms, subscriptions: [] })).toEqual(['action-to-nobody Page']);
    expect(told({ alarms, subscriptions: [] })).toContain('1 alarm (ErrorsHigh)');
  });

  test('somebody whom the template does not show', () => {
    expect(found({ alarms, subscriptions: [], outputs: { Topic: pageTopic.arn } })).toEqual([]);
    const notRehearsed = [{ where: 'Chat', what: 'AWS::Chatbot::SlackChannelConfiguration is not simulated' }];
    expect(found({ alarms, subscriptions: [], notRehearsed })).toEqual([]);
    expect(found({ alarms: [metricAlarm({ alarmActions: [arn('sns', 'elsewhere')] })], topics: [] })).toEqual([]);
  });

  describe('a queue', () => {
    const alerts = queue({
      policies: [
        policy({
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': pageTopic.arn } },
        }),
      ],
    });
    const subscriptions = [{ ...email, protocol: 'sqs', endpoint: alerts.arn }];
    const eventSourceMappings = [
      {
        logicalId: 'Mapping',
        functionName: 'notifier',
        eventSourceArn: alerts.arn,
        batchSize: 10,
        maximumBatchingWindowSeconds: 0,
        reportBatchItemFailures: true,
        enabled: true,
      },
    ];
    const sound = { alarms, subscriptions, eventSourceMappings, queues: [alerts] };

    test('that is sound', () => {
      expect(found(sound)).toEqual([]);
    });

    describe.each([
      ['its age', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'alerts' }],
      ['its dead letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'alerts-dead' }],
      ['its reader', 'AWS/Lambda', 'Errors', { FunctionName: 'notifier' }],
    ])('that an alarm on %s goes through', (_what, namespace, metricName, dimensions) => {
      const dead = queue({ logicalId: 'Dead', queueName: 'alerts-dead', arn: arn('sqs', 'alerts-dead') });
      const redriven = { ...alerts, redrive: { deadLetterTargetArn: dead.arn, maxReceiveCount: 5 } };
      const metric = { namespace, metricName, dimensions, periodSeconds: 60, statistic: 'Maximum' };
      const own = metricAlarm({ name: 'own', metrics: [{ id: 'm1', returnData: true, metric }] });
      const parts = { ...sound, alarms: [...alarms, own], queues: [redriven, dead] };

      test('tells nobody when it fails', () => {
        expect(found(parts)).toContain('watches-its-own-way Page');
      });

      test('is heard by e-mail too', () => {
        expect(found({ ...parts, subscriptions: [...subscriptions, email] })).toEqual([]);
      });

      test('is heard on another topic too', () => {
        const elsewhere = { ...own, alarmActions: [...own.alarmActions, arn('sns', 'elsewhere')] };
        expect(found({ ...parts, alarms: [elsewhere] })).toEqual([]);
      });
    });

    test('that SNS may not send to, or not for this topic', () => {
      expect(found({ ...sound, queues: [{ ...alerts, policies: [] }] })).toEqual(['queue-refuses-sns Alerts']);
      const other = policy({
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': arn('sns', 'other') } },
      });
      expect(found({ ...sound, queues: [{ ...alerts, policies: [other] }] })).toEqual(['queue-refuses-sns Alerts']);
    });

    test('whose key SNS may not use', () => {
      const refused = ['queue-key-refuses-sns Alerts.KmsMasterKeyId'];
      expect(found({ ...sound, queues: [{ ...alerts, kmsKeyId: 'alias/aws/sqs' }] })).toEqual(refused);
      const key = { logicalId: 'Key', keyId: 'k', arn: arn('kms', 'key/k'), aliases: [], policy: policy() };
      expect(found({ ...sound, keys: [key], queues: [{ ...alerts, kmsKeyId: 'k' }] })).toEqual(refused);
    });

    test('that nobody reads', () => {
      expect(found({ ...sound, eventSourceMappings: [] })).toEqual(['queue-without-consumer Alerts']);
      const notRehearsed = [{ where: 'Service', what: 'AWS::ECS::Service is not simulated' }];
      expect(found({ ...sound, eventSourceMappings: [], notRehearsed })).toEqual([]);
    });

    test('of another stack', () => {
      expect(found({ ...sound, queues: [] })).toEqual([]);
    });
  });

  describe('a function', () => {
    const functions = [functionModel({ functionName: 'notifier' })];
    const subscriptions = [{ ...email, protocol: 'lambda', endpoint: functions[0]!.arn }];
    const permission = (overrides: Partial<PermissionModel> = {}): PermissionModel => ({
      logicalId: 'Permission',
      functionName: 'notifier',
      principal: 'sns.amazonaws.com',
      sourceArn: pageTopic.arn,
      ...overrides,
    });

    test.each([
      ['permitted', [permission()], []],
      ['permitted by ARN for all topics', [permission({ functionName: functions[0]!.arn, sourceArn: undefined })], []],
      ['not permitted', [], ['function-refuses-sns OnCall.Endpoint']],
      [
        'permitted for another topic',
        [permission({ sourceArn: arn('sns', 'other') })],
        ['function-refuses-sns OnCall.Endpoint'],
      ],
      [
        'permitted for another service',
        [permission({ principal: 's3.amazonaws.com' })],
        ['function-refuses-sns OnCall.Endpoint'],
      ],
    ])('%s', (_name, permissions, expected) => {
      expect(found({ alarms, functions, subscriptions, permissions })).toEqual(expected);
    });

    test('that is an action itself', () => {
      const acting = [metricAlarm({ alarmActions: [functions[0]!.arn], okActions: [] })];
      expect(found({ alarms: acting, functions })).toEqual(['function-refuses-alarms ErrorsHigh.AlarmActions[0]']);
      const permissions = [
        permission({ principal: 'lambda.alarms.cloudwatch.amazonaws.com', sourceArn: arn('cloudwatch', 'alarm:*') }),
      ];
      expect(found({ alarms: acting, functions, permissions })).toEqual([]);
      expect(found({ alarms: acting })).toEqual([]);
    });
  });
});

describe('actions', () => {
  const acting = (...alarmActions: string[]) => found({ alarms: [metricAlarm({ alarmActions, okActions: [] })] });

  test('that are no ARN, or lead nowhere', () => {
    expect(acting('page')).toEqual(['action-not-an-arn ErrorsHigh.AlarmActions[0]']);
    expect(acting('unresolved(Ref Pgae)')).toEqual(['unknown-action-target ErrorsHigh.AlarmActions[0]']);
    expect(acting('unresolved(Page.Arn)')).toEqual(['unknown-action-target ErrorsHigh.AlarmActions[0]']);
  });

  test('whose value only the deployment knows', () => {
    expect(acting('imported(Shared:Topic)')).toEqual([]);
    expect(acting('unresolved(parameter Topic, which has no default)')).toEqual([]);
    expect(acting('unresolved(SomeCustomResource.TopicArn)')).toEqual([]);
  });

  test('more than five for a state', () => {
    const topics = Array.from({ length: 6 }, (_, index) => arn('sns', `elsewhere-${index}`));
    expect(acting(...topics)).toEqual(['too-many-actions ErrorsHigh.AlarmActions']);
  });
});

describe('silent alarms', () => {
  const none = { alarmActions: [], okActions: [] };

  test('without actions', () => {
    expect(found({ alarms: [metricAlarm(none)] })).toEqual(['alarm-without-actions ErrorsHigh']);
    expect(found({ compositeAlarms: [compositeAlarm('Down', 'TRUE', none)] })).toEqual(['alarm-without-actions Down']);
  });

  test('with actions that are switched off', () => {
    expect(found({ alarms: [metricAlarm({ actionsEnabled: false })] })).toEqual([
      'actions-disabled ErrorsHigh.ActionsEnabled',
    ]);
  });

  test('that somebody looks at', () => {
    const quiet = [metricAlarm(none)];
    expect(found({ alarms: quiet, compositeAlarms: [compositeAlarm('Down', 'ALARM(errors-high)')] })).toEqual([]);
    const suppressed = { actionsSuppressor: quiet[0]!.arn, waitPeriodSeconds: 60, extensionPeriodSeconds: 60 };
    expect(found({ alarms: quiet, compositeAlarms: [compositeAlarm('Down', 'TRUE', suppressed)] })).toEqual([]);
    expect(found({ alarms: quiet, outputs: { Alarm: quiet[0]!.arn } })).toEqual([]);
    expect(found({ alarms: [metricAlarm({ ...none, severity: 'info' })] })).toEqual([]);
  });
});
