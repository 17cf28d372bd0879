import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Order } from './order';

const dynamodb = new DynamoDBClient();

/** Stores a new order. */
export async function storeOrder(order: Order): Promise<void> {
  await dynamodb.send(
    new PutItemCommand({
      TableName: process.env.ORDERS_TABLE,
      Item: {
        orderId: { S: order.orderId },
        sku: { S: order.sku },
        quantity: { N: String(order.quantity) },
        paymentId: { S: order.paymentId },
        status: { S: order.status },
      },
    }),
  );
}

/** The order, or `undefined` if there is none with this id. */
export async function findOrder(orderId: string): Promise<Order | undefined> {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({ TableName: process.env.ORDERS_TABLE, Key: { orderId: { S: orderId } } }),
  );
  if (item === undefined) return undefined;
  return {
    orderId,
    sku: item.sku?.S ?? '',
    quantity: Number(item.quantity?.N),
    paymentId: item.paymentId?.S ?? '',
    status: item.status?.S === 'fulfilled' ? 'fulfilled' : 'placed',
  };
}

/** Marks an order as fulfilled; doing it twice is harmless. Fails if there is no such order. */
export async function markFulfilled(orderId: string): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: process.env.ORDERS_TABLE,
      Key: { orderId: { S: orderId } },
      ConditionExpression: 'attribute_exists(orderId)',
      UpdateExpression: 'SET #status = :fulfilled',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':fulfilled': { S: 'fulfilled' } },
    }),
  );
}
