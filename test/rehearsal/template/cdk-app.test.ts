import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { loadTemplate } from '../../../rehearsal/template/load-template';

const folder = mkdtempSync(join(tmpdir(), 'cloud-assembly-'));
afterAll(() => rmSync(folder, { recursive: true }));

function synthesize(): string {
  const code = mkdtempSync(join(folder, 'code-'));
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({});');
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'ShopStack', {
    stackName: 'Shop',
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  const deadLetters = new Queue(stack, 'Dead');
  const queue = new Queue(stack, 'Jobs', {
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
  });
  const worker = new LambdaFunction(stack, 'Worker', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    timeout: Duration.seconds(10),
    environment: { QUEUE_URL: queue.queueUrl },
  });
  worker.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, maxConcurrency: 2 }));
  new Topic(stack, 'Alerts', { enforceSSL: true }).addSubscription(
    new SqsSubscription(queue, { rawMessageDelivery: true }),
  );
  const api = new HttpApi(stack, 'Api');
  api.addRoutes({ path: '/jobs', methods: [HttpMethod.POST], integration: new HttpLambdaIntegration('Int', worker) });
  new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
  return join(app.synth().directory, 'ShopStack.template.json');
}

test('a stack as CDK synthesizes it is understood whole, with the code of its functions', () => {
  const model = loadTemplate({ templateFile: synthesize() });
  expect(model.notRehearsed).toEqual([]);
  expect(model).toMatchObject({ stackName: 'Shop', account: '111122223333', region: 'eu-west-1' });
  const [worker] = model.functions;
  expect(basename(worker!.codeDirectory!)).toMatch(/^asset\./);
  expect(worker!.environment).toEqual({ QUEUE_URL: model.queues[1]!.url });
  expect(model.eventSourceMappings[0]).toMatchObject({
    functionName: worker!.functionName,
    eventSourceArn: model.queues[1]!.arn,
    reportBatchItemFailures: true,
    maximumConcurrency: 2,
  });
  expect(model.subscriptions[0]).toMatchObject({ endpoint: model.queues[1]!.arn, rawMessageDelivery: true });
  expect(model.httpApis[0]!.routes).toEqual([
    { routeKey: 'POST /jobs', functionName: worker!.functionName, payloadFormatVersion: '2.0' },
  ]);
  expect(model.outputs.Url).toBe(`https://${model.httpApis[0]!.apiId}.execute-api.eu-west-1.amazonaws.com`);
});
