import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import { tagSeverity } from '../alarms/severity-tag';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * EventBridge gives topics and keys no `aws:SourceAccount` or `aws:SourceArn` to compare: a statement with such a
 * condition would never allow anything (EventBridge guide, resource-based policies). Hence none: a rule
 * of another account that knows the topic's ARN may publish to it, too. Only topics that rules target let them.
 */
const EVENTS = new ServicePrincipal('events.amazonaws.com');

/** The key of the alert topics. The AWS-managed key of SNS cannot be used: CloudWatch is not in its policy. */
export function alertKey(scope: Construct, id: string): Key {
  const key = new Key(scope, id, { description: 'Alert topics of golden signals', enableKeyRotation: true });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'CloudWatchAlarmsMayUseTheKey',
      principals: [new ServicePrincipal(CLOUDWATCH)],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return key;
}

/** Lets rules publish to the topics of a key. The same statement again is merged by CDK. */
export function letEventsUse(key: Key): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'EventRulesMayUseTheKey',
      principals: [EVENTS],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
  );
}

/**
 * The encrypted topic of a severity, to which CloudWatch alarms of this account may publish. Its policy has to say so:
 * the statement that denies plain HTTP replaces the default policy, which let the account publish.
 */
export class AlertTopic extends Topic {
  public constructor(
    scope: Construct,
    id: string,
    { severity, key, topicName }: { readonly severity: Severity; readonly key: IKey; readonly topicName?: string },
  ) {
    super(scope, id, { topicName, masterKey: key, enforceSSL: true });
    tagSeverity(this, severity);
    const stack = Stack.of(this);
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchAlarmsMayPublish',
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
  }

  /** Only for a topic that rules target. */
  public letEventsPublish(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventRulesMayPublish',
        principals: [EVENTS],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
      }),
    );
  }
}
