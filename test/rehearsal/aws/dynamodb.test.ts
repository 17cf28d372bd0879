import { DynamoDb, type DynamoDbCall } from '../../../rehearsal/aws/dynamodb';
import type { AwsAnswer } from '../../../rehearsal/handlers/invocation';
import type { NotRehearsed, TableModel } from '../../../rehearsal/template/model';

const ORDERS: TableModel = {
  logicalId: 'Orders',
  tableName: 'orders',
  arn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
  timeToLiveAttribute: 'expires',
  definition: {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'customer', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    // CloudFormation knows more than CreateTable does.
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-customer',
        KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ContributorInsightsSpecification: { Enabled: true },
      },
    ],
  },
};

async function start(models: readonly TableModel[] = [ORDERS]) {
  const seen: DynamoDbCall[] = [];
  const findings: NotRehearsed[] = [];
  const tables = new DynamoDb(models, {
    onCall: (call) => seen.push(call),
    note: (finding) => findings.push(finding),
  });
  await tables.start();
  const call = (operation: string, input: Record<string, unknown>, atMs = 0) =>
    tables.call({ service: 'dynamodb', operation, input, functionName: 'f', atMs });
  return { call, seen, findings };
}

const outputOf = (answer: AwsAnswer | undefined) =>
  answer !== undefined && 'output' in answer ? answer.output : answer;
const item = (id: string, more: Record<string, unknown> = {}) => ({ id: { S: id }, ...more });

test('items are written, read and found by an index, each in 4 ms', async () => {
  const { call } = await start();
  const stored = item('1', { customer: { S: 'c' } });
  expect(await call('PutItem', { TableName: 'orders', Item: stored })).toEqual({ output: {}, latencyMs: 4 });
  expect(await call('GetItem', { TableName: ORDERS.arn, Key: item('1') })).toEqual({
    output: { Item: stored },
    latencyMs: 4,
  });
  const found = await call('Query', {
    TableName: 'orders',
    IndexName: 'by-customer',
    KeyConditionExpression: 'customer = :c',
    ExpressionAttributeValues: { ':c': { S: 'c' } },
  });
  expect(outputOf(found)).toMatchObject({ Count: 1, Items: [stored] });
});

test('consumed capacity is told of each table, and to the caller only when it asked', async () => {
  const { call, seen } = await start();
  const answer = await call('BatchWriteItem', {
    ReturnConsumedCapacity: 'TOTAL',
    RequestItems: { orders: [{ PutRequest: { Item: item('1') } }, { PutRequest: { Item: item('2') } }] },
  });
  expect(outputOf(answer)).toMatchObject({ ConsumedCapacity: [{ TableName: 'orders', CapacityUnits: 2 }] });
  expect(seen).toEqual([
    {
      atMs: 0,
      tableName: 'orders',
      operation: 'BatchWriteItem',
      functionName: 'f',
      latencyMs: 4,
      consumedReadCapacityUnits: 0,
      consumedWriteCapacityUnits: 2,
      statusCode: 200,
    },
  ]);
});

test('errors have the names of DynamoDB', async () => {
  const { call, seen } = await start();
  await call('PutItem', { TableName: 'orders', Item: item('1') });
  const code = async (answer: Promise<AwsAnswer | undefined>) => {
    const settled = await answer;
    return settled !== undefined && 'error' in settled ? [settled.error.code, settled.error.statusCode] : settled;
  };
  const condition = { ConditionExpression: 'attribute_not_exists(id)' };
  expect(await code(call('PutItem', { TableName: 'orders', Item: item('1'), ...condition }))).toEqual([
    'ConditionalCheckFailedException',
    400,
  ]);
  expect(await code(call('GetItem', { TableName: 'nothing', Key: item('1') }))).toEqual([
    'ResourceNotFoundException',
    400,
  ]);
  expect(await code(call('GetItem', { TableName: 'orders', Key: {} }))).toEqual(['ValidationException', 400]);
  expect(seen.map(({ errorCode }) => errorCode)).toEqual([
    undefined,
    'ConditionalCheckFailedException',
    'ResourceNotFoundException',
    'ValidationException',
  ]);
});

test.each(['PutItem', 'UpdateItem', 'BatchWriteItem'])(
  'an item that %s wrote is gone when its time has passed',
  async (operation) => {
    const { call } = await start();
    const expires = { N: '60' };
    const inputs: Record<string, Record<string, unknown>> = {
      PutItem: { TableName: 'orders', Item: item('1', { expires }) },
      UpdateItem: {
        TableName: 'orders',
        Key: item('1'),
        UpdateExpression: 'SET expires = :e',
        ExpressionAttributeValues: { ':e': expires },
      },
      BatchWriteItem: { RequestItems: { orders: [{ PutRequest: { Item: item('1', { expires }) } }] } },
    };
    await call(operation, inputs[operation]!);
    const itemAt = async (atMs: number) =>
      outputOf(await call('GetItem', { TableName: 'orders', Key: item('1') }, atMs));
    expect(await itemAt(59_999)).toEqual({ Item: item('1', { expires }) });
    expect(await itemAt(60_000)).toEqual({});
  },
);

test('an item that is written again lives as long as it now says', async () => {
  const { call } = await start();
  await call('PutItem', { TableName: 'orders', Item: item('1', { expires: { N: '60' } }) });
  await call('PutItem', { TableName: 'orders', Item: item('1') });
  expect(outputOf(await call('GetItem', { TableName: 'orders', Key: item('1') }, 90_000))).toHaveProperty('Item');
});

test('what is not simulated is said, and nothing crashes', async () => {
  const { call, findings, seen } = await start();
  expect(await call('TransactWriteItems', { TransactItems: [] })).toBeUndefined();
  expect(seen).toEqual([]);
  await call('PutItem', {
    TableName: 'orders',
    Item: item('1'),
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  expect(findings).toEqual([
    { where: 'f', what: expect.stringContaining('ReturnValuesOnConditionCheckFailure is not simulated') },
  ]);
});

test('a table that cannot be made is a finding, and the others are made', async () => {
  const broken = { ...ORDERS, logicalId: 'Broken', tableName: 'broken', definition: { KeySchema: [] } };
  const { call, findings } = await start([broken, ORDERS]);
  expect(findings).toEqual([{ where: 'Broken', what: expect.stringContaining('cannot be made') }]);
  expect(outputOf(await call('Scan', { TableName: 'orders' }))).toMatchObject({ Count: 0 });
});

test('without tables, and for other services, nothing is answered', async () => {
  const { call } = await start([]);
  expect(await call('GetItem', { TableName: 'orders', Key: item('1') })).toBeUndefined();
});
