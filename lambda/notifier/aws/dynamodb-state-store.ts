import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Claim, DELIVERY_TTL_SECONDS, type StateStore, THREAD_TTL_SECONDS } from '../delivery/state-store';
import type { Thread } from '../delivery/thread';

/** Who may take a claim: nobody did, it has expired (TTL deletes late), its lease ended, or the message is a new one. */
const FREE = [
  'attribute_not_exists(pk)',
  'expiresAt < :nowSeconds',
  '(outcome = :inProgress AND leaseUntilMs <= :nowMs)',
  '(outcome = :undeliverable AND messageId <> :messageId)',
].join(' OR ');

const NOT_NEWER = 'attribute_not_exists(pk) OR expiresAt < :nowSeconds OR changedAtMs <= :changedAtMs';

/**
 * DynamoDB behind `StateStore`: items `delivery#…` (outcome, messageId, leaseUntilMs) and `thread#…` (thread as JSON,
 * changedAtMs). Needs GetItem and PutItem.
 */
export function dynamoDbStateStore(client: DynamoDBClient, tableName: string): StateStore {
  const get = async (pk: string) =>
    (await client.send(new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk } }, ConsistentRead: true })))
      .Item;

  return {
    async claim(key, { messageId, nowMs, leaseUntilMs }) {
      const item = { pk: s(key), outcome: s('IN_PROGRESS'), messageId: s(messageId), leaseUntilMs: n(leaseUntilMs) };
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item: { ...item, expiresAt: n(seconds(nowMs) + DELIVERY_TTL_SECONDS) },
            ConditionExpression: FREE,
            ExpressionAttributeValues: {
              ':nowSeconds': n(seconds(nowMs)),
              ':nowMs': n(nowMs),
              ':inProgress': s('IN_PROGRESS'),
              ':undeliverable': s('UNDELIVERABLE'),
              ':messageId': s(messageId),
            },
          }),
        );
        return { kind: 'claimed' };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return claimOf(await get(key), nowMs);
      }
    },

    async settle(key, { outcome, messageId, nowMs }) {
      const released = outcome === 'RELEASED';
      const Item = {
        pk: s(key),
        outcome: s(released ? 'IN_PROGRESS' : outcome),
        messageId: s(messageId),
        leaseUntilMs: n(0),
        expiresAt: n(seconds(nowMs) + DELIVERY_TTL_SECONDS),
      };
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },

    async thread(key, nowMs) {
      const item = await get(key);
      if (item?.thread?.S === undefined || Number(item.expiresAt?.N) < seconds(nowMs)) return undefined;
      return JSON.parse(item.thread.S) as Thread;
    },

    async keepThread(key, thread, nowMs) {
      const Item = {
        pk: s(key),
        thread: s(JSON.stringify(thread)),
        changedAtMs: n(thread.lastChangedAtMs),
        expiresAt: n(seconds(nowMs) + THREAD_TTL_SECONDS),
      };
      const values = { ':nowSeconds': n(seconds(nowMs)), ':changedAtMs': n(thread.lastChangedAtMs) };
      try {
        await client.send(
          new PutItemCommand({
            TableName: tableName,
            Item,
            ConditionExpression: NOT_NEWER,
            ExpressionAttributeValues: values,
          }),
        );
      } catch (error) {
        // Somebody has kept something newer in the meantime: that is what counts.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

function claimOf(item: Record<string, AttributeValue> | undefined, nowMs: number): Claim {
  if (item?.outcome?.S === 'DONE' || item?.outcome?.S === 'UNDELIVERABLE') return { kind: 'done' };
  return { kind: 'busy', untilMs: Math.max(Number(item?.leaseUntilMs?.N ?? 0), nowMs + 1_000) };
}

function s(value: string): AttributeValue.SMember {
  return { S: value };
}

function n(value: number): AttributeValue.NMember {
  return { N: String(value) };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
