import { defineMetrics } from '../runtime';

/** What the order service measures about its own business. The stack watches `orderMetrics.contract`. */
export const orderMetrics = defineMetrics({
  namespace: 'Example/Orders',
  dimensions: ['operation'],
  metrics: {
    OrdersPlaced: { unit: 'Count', signal: 'traffic' },
    PaymentLatency: { unit: 'Milliseconds', signal: 'latency' },
    /** 0 or 1 for each payment that was tried, so that its average is the failure rate. */
    PaymentFailures: { unit: 'Count', signal: 'errors' },
  },
});
