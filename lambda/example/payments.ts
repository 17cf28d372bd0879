import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { measured } from '../runtime';
import { answer, bodyOf } from './http';
import { parseObject } from './order';

const MAX_QUANTITY = 100;

/** `POST /payments`: a sandbox that stands for a payment provider, so that the example works wherever it is deployed. */
export const handler = measured(
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { orderId, quantity } = parseObject(bodyOf(event)) ?? {};
    if (typeof orderId !== 'string' || typeof quantity !== 'number') {
      return answer(400, { error: 'orderId and quantity are required' });
    }
    if (quantity > MAX_QUANTITY) return answer(402, { error: `more than ${MAX_QUANTITY} cannot be charged at once` });
    return answer(200, { paymentId: `payment-${orderId}`, status: 'accepted' });
  },
  { service: 'payments' },
);
