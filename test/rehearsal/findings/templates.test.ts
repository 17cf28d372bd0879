import { readFileSync } from 'node:fs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import fc from 'fast-check';
import { EmailChannel, GoldenSignals, SlackChannel } from '../../../lib';
import type { Finding } from '../../../rehearsal/findings/finding';
import { staticFindings } from '../../../rehearsal/findings/static-findings';
import { loadTemplate } from '../../../rehearsal/template/load-template';
import { exampleTemplate } from '../../acceptance/example';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

const findingsIn = (template: unknown): Finding[] =>
  staticFindings(loadTemplate({ template, templateFile: exampleTemplate() }));

/** What is found in the example after a change of its resources. */
function afterChange(change: (resources: Record<string, Resource>) => void): string[] {
  const template = JSON.parse(readFileSync(exampleTemplate(), 'utf8')) as { Resources: Record<string, Resource> };
  change(template.Resources);
  return [...new Set(findingsIn(template).map(({ id }) => id))].sort();
}

const ofType = (resources: Record<string, Resource>, type: string) =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);
const remove = (resources: Record<string, Resource>, type: string) => {
  for (const [logicalId] of ofType(resources, type)) delete resources[logicalId];
};
const statements = (document: unknown) =>
  (document as { Statement: { Principal: unknown; Effect: string }[] }).Statement;

describe('the example', () => {
  test('has no findings', () => {
    expect(afterChange(() => undefined)).toEqual([]);
  });

  test('whose topics have lost what lets CloudWatch publish', () => {
    const found = afterChange((resources) => {
      for (const [, { Properties }] of ofType(resources, 'AWS::SNS::TopicPolicy')) {
        const document = Properties.PolicyDocument as { Statement: { Effect: string }[] };
        document.Statement = document.Statement.filter(({ Effect }) => Effect === 'Deny');
      }
    });
    expect(found).toEqual(['topic-refuses-cloudwatch']);
  });

  test('whose key has', () => {
    const found = afterChange((resources) => {
      for (const [, { Properties }] of ofType(resources, 'AWS::KMS::Key')) {
        const document = Properties.KeyPolicy as { Statement: unknown[] };
        document.Statement = statements(document).filter((each) => !JSON.stringify(each.Principal).includes('Service'));
      }
    });
    expect(found).toContain('topic-key-refuses-cloudwatch');
  });

  test('without subscriptions', () => {
    expect(afterChange((resources) => remove(resources, 'AWS::SNS::Subscription'))).toEqual(['action-to-nobody']);
  });

  test('without the policies of its queues', () => {
    expect(afterChange((resources) => remove(resources, 'AWS::SQS::QueuePolicy'))).toContain('queue-refuses-sns');
  });

  test('with a metric of its own that is misspelt', () => {
    const found = afterChange((resources) => {
      for (const [, { Properties }] of ofType(resources, 'AWS::CloudWatch::Alarm')) {
        const text = JSON.stringify(Properties).replaceAll('"PaymentFailures"', '"PaymentFaliures"');
        Object.assign(Properties, JSON.parse(text));
      }
    });
    expect(found).toEqual(['metric-not-emitted']);
  });

  test('with a dimension that is misspelt', () => {
    const found = afterChange((resources) => {
      for (const [, { Properties }] of ofType(resources, 'AWS::CloudWatch::Alarm')) {
        const text = JSON.stringify(Properties).replaceAll('"QueueName"', '"QueueARN"');
        Object.assign(Properties, JSON.parse(text));
      }
    });
    expect(found).toContain('aws-dimensions-unknown');
  });
});

describe('any stack that is watched', () => {
  const service = fc.record({
    queues: fc.array(
      fc.record({
        deadLetters: fc.boolean(),
        consumed: fc.boolean(),
        encrypted: fc.boolean(),
        visibilitySeconds: fc.integer({ min: 30, max: 600 }),
      }),
      { maxLength: 3 },
    ),
    functions: fc.array(
      fc.record({ timeoutSeconds: fc.integer({ min: 1, max: 900 }), memory: fc.constantFrom(128, 1024) }),
      { maxLength: 3 },
    ),
    api: fc.boolean(),
    table: fc.boolean(),
    exported: fc.boolean(),
    chat: fc.boolean(),
  });

  test('has no findings', () => {
    fc.assert(
      fc.property(service, ({ queues, functions, api, table, exported, chat }) => {
        const stack = new Stack(new App(), 'Shop');
        const lambda = (id: string, timeoutSeconds: number, memorySize: number) =>
          new LambdaFunction(stack, id, {
            runtime: Runtime.NODEJS_24_X,
            handler: 'index.handler',
            code: Code.fromInline('exports.handler = async () => {}'),
            timeout: Duration.seconds(timeoutSeconds),
            memorySize,
          });
        functions.forEach(({ timeoutSeconds, memory }, index) => {
          const fn = lambda(`Function${index}`, timeoutSeconds, memory);
          if (!api) return;
          new HttpApi(stack, `Api${index}`).addRoutes({
            path: '/',
            methods: [HttpMethod.GET],
            integration: new HttpLambdaIntegration(`Integration${index}`, fn),
          });
        });
        queues.forEach(({ deadLetters, consumed, encrypted, visibilitySeconds }, index) => {
          const queue = new Queue(stack, `Queue${index}`, {
            visibilityTimeout: Duration.seconds(visibilitySeconds),
            encryption: encrypted ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
            ...(deadLetters
              ? { deadLetterQueue: { queue: new Queue(stack, `Dead${index}`), maxReceiveCount: 3 } }
              : {}),
          });
          if (consumed) lambda(`Consumer${index}`, 10, 128).addEventSource(new SqsEventSource(queue));
          if (exported) new CfnOutput(stack, `QueueOutput${index}`, { value: queue.queueArn });
        });
        if (table) {
          const partitionKey = { name: 'pk', type: AttributeType.STRING };
          new TableV2(stack, 'Table', { partitionKey, billing: Billing.onDemand() });
        }
        // Chat alone leaves nobody to be told of a broken notifier, which is a finding indeed.
        const email = new EmailChannel('oncall@example.com');
        const slack = () => new SlackChannel({ secret: new Secret(stack, 'Slack'), channel: '#alerts' });
        const channels = chat ? [slack(), email] : [email];
        new GoldenSignals(stack, 'Monitoring', { serviceName: 'Shop', channels }).watch(stack);
        const template: unknown = JSON.parse(JSON.stringify(App.of(stack)!.synth().getStackByName('Shop').template));
        expect(staticFindings(loadTemplate({ template }))).toEqual([]);
      }),
      { numRuns: 8, seed: 1 },
    );
  });
});
