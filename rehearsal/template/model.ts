import type { AlarmModel, CompositeAlarmModel, MuteRuleModel, Severity } from './alarm-model';

export * from './alarm-model';

/**
 * What a rehearsal knows of a stack: plain data, read from a synthesized template. Every name and ARN is resolved to
 * a stable text. What the loader did not understand stands in `notRehearsed`; it is never dropped silently.
 */
export interface Model {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  readonly functions: readonly FunctionModel[];
  readonly eventSourceMappings: readonly EventSourceMappingModel[];
  readonly httpApis: readonly HttpApiModel[];
  readonly queues: readonly QueueModel[];
  readonly topics: readonly TopicModel[];
  readonly subscriptions: readonly SubscriptionModel[];
  readonly tables: readonly TableModel[];
  readonly secrets: readonly SecretModel[];
  readonly logGroups: readonly LogGroupModel[];
  readonly metricFilters: readonly MetricFilterModel[];
  readonly alarms: readonly AlarmModel[];
  readonly compositeAlarms: readonly CompositeAlarmModel[];
  readonly dashboards: readonly DashboardModel[];
  readonly muteRules: readonly MuteRuleModel[];
  readonly subscriptionFilters: readonly SubscriptionFilterModel[];
  readonly keys: readonly KeyModel[];
  readonly permissions: readonly PermissionModel[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Names and ARNs of the alarms whose condition does not hold. */
  readonly absentAlarms: readonly string[];
  readonly notRehearsed: readonly NotRehearsed[];
}

/** Something in the template that the rehearsal does not know, and where it stands. */
export interface NotRehearsed {
  /** Logical id, with the property path where it is one property: `OrdersQueue.FifoThroughputLimit`. */
  readonly where: string;
  readonly what: string;
}

export interface FunctionModel {
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly runtime: string;
  /** Folder that holds the code; absent for inline code or code that is not in the cloud assembly. */
  readonly codeDirectory?: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  readonly logFormat: 'JSON' | 'Text';
  readonly deadLetterTargetArn?: string;
  readonly asyncInvoke: {
    readonly maximumRetryAttempts: number;
    readonly maximumEventAgeSeconds: number;
    readonly onFailureArn?: string;
    readonly onSuccessArn?: string;
  };
}

export interface EventSourceMappingModel {
  readonly logicalId: string;
  readonly functionName: string;
  readonly eventSourceArn: string;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  readonly reportBatchItemFailures: boolean;
  readonly maximumConcurrency?: number;
  readonly enabled: boolean;
}

export interface HttpApiModel {
  readonly logicalId: string;
  readonly apiId: string;
  readonly name: string;
  readonly stages: readonly string[];
  readonly routes: readonly {
    /** `POST /orders/{id}` or `$default`. */
    readonly routeKey: string;
    readonly functionName: string;
    readonly payloadFormatVersion: string;
  }[];
}

export interface QueueModel {
  readonly logicalId: string;
  readonly queueName: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
  /** Key id, alias or ARN of the key that encrypts it, as the template names it. */
  readonly kmsKeyId?: string;
  /** The policy documents that say who may send to it. */
  readonly policies: readonly PolicyDocument[];
}

export interface TopicModel {
  readonly logicalId: string;
  readonly topicName: string;
  readonly arn: string;
  /** Key id, alias or ARN of the key that encrypts it, as the template names it; `alias/aws/sns` is AWS's own. */
  readonly kmsKeyId?: string;
  /** Of all alarms that go here, if its tag says so. */
  readonly severity?: Severity;
  /** The policy documents that say who may publish to it; none means the default: the account itself. */
  readonly policies: readonly PolicyDocument[];
}

/** A policy document as it stands in the template, resolved: `{ Statement: […] }`. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface KeyModel {
  readonly logicalId: string;
  readonly keyId: string;
  readonly arn: string;
  /** `alias/orders` … */
  readonly aliases: readonly string[];
  readonly policy?: PolicyDocument;
}

/** Who may invoke a function. */
export interface PermissionModel {
  readonly logicalId: string;
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

/** Log events of a group that match go to a function. */
export interface SubscriptionFilterModel {
  readonly logicalId: string;
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
}

export interface SubscriptionModel {
  readonly logicalId: string;
  readonly topicArn: string;
  /** `sqs`, `lambda`, `email` …, as in the template. */
  readonly protocol: string;
  readonly endpoint: string;
  readonly rawMessageDelivery: boolean;
  readonly filterPolicy?: Readonly<Record<string, unknown>>;
  readonly filterPolicyScope: 'MessageAttributes' | 'MessageBody';
  readonly deadLetterTargetArn?: string;
}

export interface TableModel {
  readonly logicalId: string;
  readonly tableName: string;
  readonly arn: string;
  /** Input of DynamoDB's CreateTable: keys, attributes, indexes, billing mode. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly timeToLiveAttribute?: string;
}

export interface SecretModel {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
}

export interface LogGroupModel {
  readonly logicalId: string;
  readonly logGroupName: string;
  readonly retentionDays?: number;
}

export interface MetricFilterModel {
  readonly logicalId: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly transformations: readonly {
    readonly namespace: string;
    readonly metricName: string;
    readonly metricValue: string;
    readonly defaultValue?: number;
    readonly unit?: string;
    /** Dimension name → `$.field` or `$field`. */
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
}

export interface DashboardModel {
  readonly logicalId: string;
  readonly name: string;
  /** The dashboard body, parsed; ARNs and names resolved. */
  readonly body: { readonly widgets: readonly Record<string, unknown>[]; readonly [key: string]: unknown };
}
