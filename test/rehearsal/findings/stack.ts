import { staticFindings } from '../../../rehearsal/findings/static-findings';
import type {
  Model,
  PolicyDocument,
  QueueModel,
  SubscriptionModel,
  TopicModel,
} from '../../../rehearsal/template/model';

const ACCOUNT = '123456789012';

export const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:${ACCOUNT}:${name}`;

/** The topic on which `metricAlarm()` acts, with somebody who listens: such a stack has no findings. */
export const pageTopic: TopicModel = { logicalId: 'Page', topicName: 'page', arn: arn('sns', 'page'), policies: [] };

export const email: SubscriptionModel = {
  logicalId: 'OnCall',
  topicArn: pageTopic.arn,
  protocol: 'email',
  endpoint: 'oncall@example.com',
  rawMessageDelivery: false,
  filterPolicyScope: 'MessageAttributes',
};

export function stack(parts: Partial<Model> = {}): Model {
  return {
    stackName: 'Shop',
    region: 'us-east-1',
    account: ACCOUNT,
    functions: [],
    eventSourceMappings: [],
    httpApis: [],
    queues: [],
    topics: [pageTopic],
    subscriptions: [email],
    tables: [],
    secrets: [],
    logGroups: [],
    metricFilters: [],
    alarms: [],
    compositeAlarms: [],
    dashboards: [],
    muteRules: [],
    subscriptionFilters: [],
    keys: [],
    permissions: [],
    outputs: {},
    absentAlarms: [],
    notRehearsed: [],
    ...parts,
  };
}

/** `id where`, sorted by neither: in the order in which they are told. */
export function found(parts: Partial<Model>, nowMs?: number): string[] {
  return staticFindings(stack(parts), nowMs === undefined ? {} : { nowMs }).map(({ id, where }) => `${id} ${where}`);
}

/** What the only finding says. */
export function told(parts: Partial<Model>): string {
  const findings = staticFindings(stack(parts));
  expect(findings).toHaveLength(1);
  return findings[0]!.what;
}

export function queue(overrides: Partial<QueueModel> = {}): QueueModel {
  return {
    logicalId: 'Alerts',
    queueName: 'alerts',
    arn: arn('sqs', 'alerts'),
    url: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/alerts`,
    fifo: false,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    policies: [],
    ...overrides,
  };
}

/** A policy with these statements, each an allow unless it says otherwise. */
export function policy(...statements: readonly Record<string, unknown>[]): PolicyDocument {
  return { Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })) };
}
