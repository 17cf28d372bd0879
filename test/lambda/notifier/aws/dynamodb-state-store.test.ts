import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { Alert } from '../../../../lambda/notifier/alert';
import { dynamoDbStateStore } from '../../../../lambda/notifier/aws/dynamodb-state-store';
import {
  DELIVERY_TTL_SECONDS,
  type StateStore,
  THREAD_TTL_SECONDS,
} from '../../../../lambda/notifier/delivery/state-store';
import type { Thread } from '../../../../lambda/notifier/delivery/thread';
import { minutes, T0 } from '../sample-events';

// It has no types of its own.
const dynalite = require('dynalite') as (options: object) => Server;
const server = dynalite({ createTableMs: 0 });
let client: DynamoDBClient;
let states: StateStore;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'state',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName: 'state' });
  states = dynamoDbStateStore(client, 'state');
});

afterAll(async () => {
  client.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const claim = (key: string, nowMs = T0, messageId = 'm-1') =>
  states.claim(key, { messageId, nowMs, leaseUntilMs: nowMs + minutes(1) });

describe('a delivery', () => {
  test('is claimed by one, until the lease ends', async () => {
    expect(await claim('lease')).toEqual({ kind: 'claimed' });
    expect(await claim('lease', T0 + 1_000)).toEqual({ kind: 'busy', untilMs: T0 + minutes(1) });
    expect(await claim('lease', T0 + minutes(1))).toEqual({ kind: 'claimed' });
  });

  test('once done is done until its TTL has passed, also when the item is still there', async () => {
    await claim('done');
    await states.settle('done', { outcome: 'DONE', messageId: 'm-1', nowMs: T0 });
    expect(await claim('done', T0 + minutes(600), 'm-2')).toEqual({ kind: 'done' });
    expect(await claim('done', T0 + (DELIVERY_TTL_SECONDS + 1) * 1000)).toEqual({ kind: 'claimed' });
  });

  test('that was released can be claimed at once', async () => {
    await claim('released');
    await states.settle('released', { outcome: 'RELEASED', messageId: 'm-1', nowMs: T0 });
    expect(await claim('released')).toEqual({ kind: 'claimed' });
  });

  test('that was buried is done for the same message and open for a new one', async () => {
    await claim('buried');
    await states.settle('buried', { outcome: 'UNDELIVERABLE', messageId: 'm-1', nowMs: T0 });
    expect(await claim('buried', T0, 'm-1')).toEqual({ kind: 'done' });
    expect(await claim('buried', T0, 'm-2')).toEqual({ kind: 'claimed' });
  });
});

describe('a thread', () => {
  const first: Alert = {
    kind: 'metric',
    id: 'a',
    name: 'a',
    severity: 'page',
    state: 'ALARM',
    changedAtMs: T0,
    children: [],
  };
  const thread = (lastChangedAtMs: number): Thread => ({
    first,
    messageId: 'C1/1.1',
    lastState: 'ALARM',
    lastChangedAtMs,
    occurrences: 1,
  });

  test('is unknown until it is kept, and comes back as it was', async () => {
    expect(await states.thread('new', T0)).toBeUndefined();
    await states.keepThread('new', thread(T0), T0);
    expect(await states.thread('new', T0)).toEqual(thread(T0));
  });

  test('is never replaced by an older one', async () => {
    await states.keepThread('order', thread(T0 + minutes(5)), T0);
    await states.keepThread('order', thread(T0), T0);
    expect((await states.thread('order', T0))?.lastChangedAtMs).toBe(T0 + minutes(5));
  });

  test('is forgotten when its TTL has passed', async () => {
    await states.keepThread('old', thread(T0), T0);
    expect(await states.thread('old', T0 + (THREAD_TTL_SECONDS + 1) * 1000)).toBeUndefined();
  });
});
