import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

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

/**
 * An encrypted topic that CloudWatch alarms of this account may publish to. Its policy has to say so: the statement that
 * denies plain HTTP replaces the default policy, which let the account publish.
 */
export class AlertTopic extends Construct {
  public readonly topic: Topic;

  public constructor(scope: Construct, id: string, props: { readonly key: IKey; readonly topicName?: string }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { topicName: props.topicName, masterKey: props.key, enforceSSL: true });
    const stack = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchAlarmsMayPublish',
        principals: [new ServicePrincipal(CLOUDWATCH)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
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
}
