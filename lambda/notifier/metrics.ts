import { defineMetrics } from '../runtime';

/** The notifier's own golden signals: its constructs watch them and alarm by another path. */
export const notifierMetrics = defineMetrics({
  namespace: 'GoldenSignals/Notifier',
  dimensions: ['service'],
  metrics: {
    AlertsDelivered: { unit: 'Count', signal: 'traffic' },
    AlertsRetried: { unit: 'Count' },
    AlertsUndeliverable: { unit: 'Count', signal: 'errors' },
    DeliveryLatency: { unit: 'Milliseconds', signal: 'latency' },
  },
});
