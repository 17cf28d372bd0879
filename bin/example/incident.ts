import type { Scenario } from '../../rehearsal';

/** A bad hour of the example: a dependency gets slow, then fails; a poison message; then all recovers. */
export const incident: Scenario = {
  title: 'A dependency gets slow, then fails, and a poison message arrives',
  minutes: 60,
  traffic: [
    {
      method: 'POST',
      path: '/orders',
      perMinute: 12,
      bodies: [
        { sku: 'sku-1', quantity: 2 },
        { sku: 'sku-2', quantity: 1 },
        { sku: 'sku-3', quantity: 3 },
      ],
    },
    { method: 'GET', path: '/orders/{orderId}', perMinute: 6 },
  ],
  steps: [
    {
      atMinute: 10,
      untilMinute: 20,
      text: 'The payment provider gets slow: 4.5 s more for each payment',
      action: { kind: 'dependency', url: 'api:/payments', extraLatencyMs: 4500 },
    },
    {
      atMinute: 20,
      untilMinute: 30,
      text: 'The payment provider fails: every payment is answered with 503',
      action: { kind: 'dependency', url: 'api:/payments', statusCode: 503 },
    },
    {
      atMinute: 14,
      text: 'A poison message: an order that the fulfilment worker cannot understand',
      action: { kind: 'request', method: 'POST', path: '/orders', body: { sku: 'sku-broken', quantity: 1 } },
    },
    { atMinute: 30, text: 'The payment provider has recovered' },
    {
      atMinute: 44,
      text: 'Somebody has looked at the dead letter and purges the queue',
      action: { kind: 'purge', queue: 'DeadLetters' },
    },
  ],
};
