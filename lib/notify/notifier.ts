import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import { bundledHandler } from '../private/assets';
import { sameEnvironment } from '../private/stacks';

/** Longer than the notifier's own time-outs towards a chat vendor, for a batch of alerts. */
const TIMEOUT_SECONDS = 30;

/** With the notifier's back-off (5 s doubling to 10 min), about an hour of a vendor's outage. */
const MAX_RECEIVE_COUNT = 12;

export interface NotifierProps {
  readonly serviceName: string;

  /** Name of the dashboard that messages link to. */
  readonly dashboardName: string;
}

/** What is forwarded, and where to. */
export interface Forwarding {
  readonly severity: Severity;
  readonly topic: ITopic;

  /** Name of a file in `lambda/notifier/channels`: `slack`. */
  readonly vendor: string;
  readonly secret: ISecret;

  /** @default - the vendor's own */
  readonly channel?: string;
}

/** What the function reads from its environment: one entry for each topic. */
interface RouteConfiguration {
  readonly topicArn: string;
  readonly severity: string;
  readonly channels: { readonly vendor: string; readonly secretArn: string; readonly channel?: string }[];
}

/**
 * The way of an alert from a topic to chat: topic → queue → function. The queue keeps an alert until a channel has it;
 * what cannot be delivered ends in the dead-letter queue, which is watched by another path.
 */
export class Notifier extends Construct {
  public readonly function: LambdaFunction;
  public readonly queue: Queue;
  public readonly deadLetterQueue: Queue;
  private readonly routes: RouteConfiguration[] = [];

  public constructor(scope: Construct, id: string, props: NotifierProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const queueProps = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', queueProps);
    this.queue = new Queue(this, 'Queue', {
      ...queueProps,
      // AWS's rule for event sources: at least six times the function's time-out.
      visibilityTimeout: Duration.seconds(6 * TIMEOUT_SECONDS),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    // Threads and what has been delivered: worth nothing after some days, so a time to live and no backup.
    const state = new TableV2(this, 'State', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billing: Billing.onDemand(),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    state.grants.actions(role, 'dynamodb:GetItem', 'dynamodb:PutItem');
    this.deadLetterQueue.grantSendMessages(role);
    this.function = new LambdaFunction(this, 'Function', {
      description: `Forwards the alerts of ${props.serviceName} to chat`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundledHandler('notifier'),
      role,
      memorySize: 256,
      timeout: Duration.seconds(TIMEOUT_SECONDS),
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      environment: {
        SERVICE_NAME: props.serviceName,
        DASHBOARD_NAME: props.dashboardName,
        STATE_TABLE: state.tableName,
        QUEUE_URL: this.queue.queueUrl,
        DEAD_LETTER_QUEUE_URL: this.deadLetterQueue.queueUrl,
      },
    });
    // Two at a time keeps to the message a second that Slack allows a channel.
    this.function.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 2 }),
    );
    this.function.addEnvironment('ROUTES', stack.toJsonString(this.routes));
  }

  /** Forwards what a topic receives to a channel. */
  public forward({ severity, topic, vendor, secret, channel }: Forwarding): void {
    // A secret of another account or region cannot be referred to.
    const here = Stack.of(this);
    if (Token.isUnresolved(secret.secretArn) && !sameEnvironment(Stack.of(secret), here)) {
      Validations.of(this).addWarning(
        `golden-signals:secret-elsewhere-${severity}`,
        `the secret ${secret.node.path} is in another account or region, so alerts of ${here.stackName} do not reach ${vendor}; import a secret of the same name there, in a GoldenSignals of its own`,
      );
      return;
    }
    const channels = this.routeOf(topic, severity).channels;
    const known = channels.some(
      (one) => one.vendor === vendor && one.secretArn === secret.secretArn && one.channel === channel,
    );
    if (known) return;
    channels.push({ vendor, secretArn: secret.secretArn, channel });
    this.mayRead(secret);
  }

  /**
   * What is granted to a function of another stack on a secret with a key of its own, CDK writes into the key's policy:
   * then the stack of the secret would depend on this one, which depends on it.
   */
  private mayRead(secret: ISecret): void {
    if (Stack.of(secret) === Stack.of(this)) {
      secret.grantRead(this.function);
      return;
    }
    const { encryptionKey, secretFullArn = `${secret.secretArn}-??????` } = secret;
    const may = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
      this.function.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    may(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], [secretFullArn]);
    if (encryptionKey === undefined) return;
    const viaSecretsManager = `secretsmanager.${Stack.of(secret).region}.amazonaws.com`;
    may(['kms:Decrypt'], [encryptionKey.keyArn], { StringEquals: { 'kms:ViaService': viaSecretsManager } });
  }

  private routeOf(topic: ITopic, severity: Severity): RouteConfiguration {
    const known = this.routes.find(({ topicArn }) => topicArn === topic.topicArn);
    if (known !== undefined) return known;
    topic.addSubscription(new SqsSubscription(this.queue));
    const route = { topicArn: topic.topicArn, severity, channels: [] };
    this.routes.push(route);
    return route;
  }
}
