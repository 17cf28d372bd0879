import { createHash } from 'node:crypto';
import { DynamoDb, type DynamoDbCall } from '../../../rehearsal/aws/dynamodb';
import { firstOf } from '../../../rehearsal/aws/first-of';
import { Secrets } from '../../../rehearsal/aws/secrets';
import type { AwsAnswer, AwsBackend, AwsCall } from '../../../rehearsal/handlers/invocation';
import { bundledFolder, closeAll, functionModel, request, START_MS, startPool } from './code-folder';

afterAll(closeAll);

/** Answers with `answer` and remembers the calls. */
function backend(answer: (call: AwsCall) => AwsAnswer | undefined): AwsBackend & { readonly calls: AwsCall[] } {
  const calls: AwsCall[] = [];
  return {
    calls,
    call: async (call) => {
      calls.push(call);
      return answer(call);
    },
  };
}

const SOURCE = `
  import { SQSClient, SendMessageCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
  import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
  import { DynamoDBClient, PutItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
  const sqs = new SQSClient({});
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs';
  export const send = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"id":1}' }))).MessageId;
  };
  export const purge = () =>
    sqs.send(new PurgeQueueCommand({ QueueUrl })).then(() => 'purged', (e) => [e.name, e.message, e.$metadata.httpStatusCode]);
  const secrets = new SecretsManagerClient({});
  export const read = (ids) => Promise.all(ids.map((SecretId) =>
    secrets.send(new GetSecretValueCommand({ SecretId })).then((r) => r.SecretString, (e) => e.name)));
  const tables = new DynamoDBClient({});
  const TableName = 'orders-table';
  export const putTwice = async () => {
    const Item = { id: { S: '1' }, n: { N: '7' } };
    const put = () => tables.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' }));
    await put();
    const again = await put().catch((e) => e.name);
    return [again, (await tables.send(new GetItemCommand({ TableName, Key: { id: { S: '1' } } }))).Item];
  };`;

let codeDirectory: string;
beforeAll(() => {
  codeDirectory = bundledFolder(SOURCE);
});

async function run(name: string, aws: AwsBackend, payload: unknown = {}) {
  const model = functionModel({ codeDirectory, handler: `index.${name}`, timeoutSeconds: 30 });
  const pool = await startPool([model], { aws });
  return { ...(await pool.invoke(request({ payload }))), findings: pool.findings };
}

test('SQS: a message is sent in virtual time, and nothing is logged about it', async () => {
  const MD5OfMessageBody = createHash('md5').update('{"id":1}').digest('hex');
  const aws = backend(() => ({ output: { MessageId: 'message-1', MD5OfMessageBody }, latencyMs: 12 }));
  const { payload, durationMs, lines } = await run('send', aws);
  expect([payload, durationMs, lines.length]).toEqual(['message-1', 115, 2]);
  expect(aws.calls).toEqual([
    {
      service: 'sqs',
      operation: 'SendMessage',
      input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs', MessageBody: '{"id":1}' },
      functionName: 'orders',
      atMs: START_MS + 100,
    },
  ]);
});

test('SQS: an error of the service has its name in the handler', async () => {
  const code = 'AWS.SimpleQueueService.NonExistentQueue';
  const aws = backend(() => ({ error: { code, message: 'no such queue', statusCode: 400 }, latencyMs: 5 }));
  const { payload } = await run('purge', aws);
  expect(payload).toEqual(['QueueDoesNotExist', 'no such queue', 400]);
});

test('an operation that is not simulated fails with 501, and is noted', async () => {
  const { payload, findings } = await run(
    'purge',
    backend(() => undefined),
  );
  expect(payload).toEqual(['NotSimulated', 'rehearsal: sqs.PurgeQueue is not simulated', 501]);
  expect(findings).toEqual([{ where: 'Orders', what: 'sqs.PurgeQueue is not simulated: the call failed with 501' }]);
});

test('the client retries a throttled call, and its back-off is virtual', async () => {
  let left = 2;
  const aws = backend(() =>
    left-- > 0
      ? { error: { code: 'ThrottlingException', message: 'slow down', statusCode: 400 }, latencyMs: 1 }
      : { output: {}, latencyMs: 1 },
  );
  const { payload, durationMs } = await run('purge', aws);
  expect([payload, aws.calls.length]).toEqual(['purged', 3]);
  expect(durationMs).toBeGreaterThan(6);
});

test('Secrets Manager: a value by name or ARN, and the error for one that is missing', async () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/token-AbCdEf';
  const secrets = new Secrets(new Map([['chat/token', 'the value']]));
  const { payload } = await run('read', secrets, ['chat/token', arn, 'chat/other']);
  expect(payload).toEqual(['the value', 'the value', 'ResourceNotFoundException']);
});

test('DynamoDB: items are written and read, conditions hold, and the tables tell what was consumed', async () => {
  const seen: DynamoDbCall[] = [];
  const tables = new DynamoDb(
    [
      {
        logicalId: 'Table',
        tableName: 'orders-table',
        arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders-table',
        definition: {
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        },
      },
    ],
    { onCall: (call) => seen.push(call) },
  );
  await tables.start();
  const { payload, durationMs } = await run('putTwice', firstOf([new Secrets(new Map()), tables]));
  expect(payload).toEqual(['ConditionalCheckFailedException', { id: { S: '1' }, n: { N: '7' } }]);
  expect(durationMs).toBe(15);
  expect(
    seen.map(({ operation, atMs, errorCode, consumedReadCapacityUnits, consumedWriteCapacityUnits }) => [
      operation,
      atMs - START_MS,
      errorCode,
      consumedReadCapacityUnits,
      consumedWriteCapacityUnits,
    ]),
  ).toEqual([
    ['PutItem', 0, undefined, 0, 1],
    ['PutItem', 4, 'ConditionalCheckFailedException', 0, 0],
    ['GetItem', 8, undefined, 0.5, 0],
  ]);
});
