import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { orderMetrics } from '../../lambda/example/metrics';
import { handlerMetrics } from '../../lambda/runtime';
import { EmailChannel, GoldenSignals, Severity, SlackChannel } from '../../lib';
import { ExampleFunction } from './example-function';

export interface OrdersStackProps extends StackProps {
  /** @default - no e-mail */
  readonly email?: string;

  /** @default #alerts */
  readonly slackChannel?: string;
}

/** An order service: an HTTP API, a worker behind a queue, a table; and the one line that watches it. */
export class OrdersStack extends Stack {
  public constructor(scope: Construct, id: string, { email, slackChannel = '#alerts', ...props }: OrdersStackProps) {
    super(scope, id, props);
    // CDK writes a DependsOn from each function to its role, so that the role's policies are there first; cfn-lint
    // sees only that the role itself is referred to anyway.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };

    const table = new TableV2(this, 'Table', {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const encrypted = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    const deadLetters = new Queue(this, 'DeadLetters', { ...encrypted, retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'Fulfilments', {
      ...encrypted,
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });

    const api = new HttpApi(this, 'Api', { createDefaultStage: false });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
      },
    });
    const orders = new ExampleFunction(this, 'Orders', {
      timeout: Duration.seconds(8),
      environment: {
        ORDERS_TABLE: table.tableName,
        FULFILMENT_QUEUE_URL: queue.queueUrl,
        PAYMENTS_URL: api.apiEndpoint,
      },
    });
    const fulfilment = new ExampleFunction(this, 'Fulfilment', {
      timeout: Duration.seconds(10),
      environment: { ORDERS_TABLE: table.tableName },
    });
    const payments = new ExampleFunction(this, 'Payments', { timeout: Duration.seconds(5) });

    table.grants.actions(orders.function, 'dynamodb:GetItem', 'dynamodb:PutItem');
    table.grants.actions(fulfilment.function, 'dynamodb:UpdateItem');
    queue.grantSendMessages(orders.function);
    fulfilment.function.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
    for (const [path, method, target] of [
      ['/orders', HttpMethod.POST, orders],
      ['/orders/{id}', HttpMethod.GET, orders],
      ['/payments', HttpMethod.POST, payments],
    ] as const) {
      const integration = new HttpLambdaIntegration(`${target.node.id}Integration`, target.function);
      for (const route of api.addRoutes({ path, methods: [method], integration })) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions::AwsSolutions-APIG4',
          reason: 'The example has no users to authorize: it holds no data but its own test orders, and is throttled.',
        });
      }
    }

    // Its value is set after the first deployment: see the README.
    const slack = new Secret(this, 'SlackSecret', {
      description: 'Bot token (xoxb-…) or incoming-webhook URL for alerts',
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'placeholder' },
    });
    Validations.of(slack).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'Secrets Manager cannot rotate a Slack token: Slack issues it, and a person replaces it here.',
    });

    const monitoring = new GoldenSignals(this, 'Monitoring', {
      serviceName: 'Orders',
      channels: [
        new SlackChannel({ secret: slack, channel: slackChannel }),
        ...(email === undefined ? [] : [new EmailChannel(email)]),
      ],
    });
    monitoring.watch(this);
    monitoring.watchMetrics(handlerMetrics.contract, { dimensionValues: { service: 'orders' } });
    monitoring.watchMetrics(orderMetrics.contract, {
      dimensionValues: { operation: 'place' },
      alarms: [
        {
          metric: 'PaymentFailures',
          threshold: 0,
          evaluationPeriods: 5,
          datapointsToAlarm: 3,
          severity: Severity.TICKET,
          symptom: 'payments fail',
        },
      ],
    });
  }
}
