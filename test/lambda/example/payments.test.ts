import { handler } from '../../../lambda/example/payments';
import { captureMetrics, type MetricsCapture } from '../../../lambda/runtime/testing';
import { httpEvent } from './http-event';

let capture: MetricsCapture;
beforeEach(() => {
  capture = captureMetrics();
});
afterEach(() => capture.restore());

const pay = (body: object) => handler(httpEvent('POST /payments', { body: JSON.stringify(body) }));

test('accepts a payment', async () => {
  await expect(pay({ orderId: 'o-1', quantity: 100 })).resolves.toMatchObject({
    statusCode: 200,
    body: JSON.stringify({ paymentId: 'payment-o-1', status: 'accepted' }),
  });
});

test('declines more than 100 at once', async () => {
  await expect(pay({ orderId: 'o-1', quantity: 101 })).resolves.toMatchObject({ statusCode: 402 });
});

test('refuses what is no payment', async () => {
  await expect(pay({ quantity: 1 })).resolves.toMatchObject({ statusCode: 400 });
});
