import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { measured } from '../runtime';
import { answer, bodyOf } from './http';
import { orderMetrics } from './metrics';
import { parseOrderRequest } from './order';
import { findOrder, storeOrder } from './order-table';
import { charge } from './payment';

const sqs = new SQSClient();

/** `POST /orders` and `GET /orders/{id}`. */
export const handler = measured(
  async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    switch (event.routeKey) {
      case 'POST /orders':
        // One order per invocation: the order's id also finds the invocation's log lines.
        return placeOrder(context.awsRequestId, bodyOf(event));
      case 'GET /orders/{id}':
        return showOrder(event.pathParameters?.id ?? '');
      default:
        return answer(404, { error: `no route ${event.routeKey}` });
    }
  },
  { service: 'orders' },
);

async function placeOrder(orderId: string, body: string): Promise<APIGatewayProxyStructuredResultV2> {
  const request = parseOrderRequest(body);
  if ('problem' in request) return answer(400, { error: request.problem });
  const order = { orderId, ...request };
  const metrics = orderMetrics.record({ operation: 'place' }, { orderId });
  try {
    const startMs = performance.now();
    const payment = await charge(order);
    metrics.add('PaymentLatency', performance.now() - startMs);
    metrics.add('PaymentFailures', payment.outcome === 'failed' ? 1 : 0);
    if (payment.outcome === 'declined') {
      console.info({ message: 'payment declined', orderId });
      return answer(402, { error: 'payment declined' });
    }
    if (payment.outcome === 'failed') {
      console.error({ message: 'payment failed', orderId, reason: payment.reason });
      return answer(502, { error: 'payment failed' });
    }

    await storeOrder({ ...order, paymentId: payment.paymentId, status: 'placed' });
    await sqs.send(
      new SendMessageCommand({ QueueUrl: process.env.FULFILMENT_QUEUE_URL, MessageBody: JSON.stringify(order) }),
    );
    metrics.add('OrdersPlaced', 1);
    console.info({ message: 'order placed', orderId, sku: order.sku, quantity: order.quantity });
    return answer(201, { orderId, status: 'placed' });
  } finally {
    metrics.flush();
  }
}

async function showOrder(orderId: string): Promise<APIGatewayProxyStructuredResultV2> {
  const order = await findOrder(orderId);
  return order === undefined ? answer(404, { error: `no order ${orderId}` }) : answer(200, order);
}
