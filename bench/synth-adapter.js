// Adapter of the synth bench: the peer's four alarms for each function (any error, any throttle, a slow p99, many at
// once), in place of the catalogue's, and graphs of the four signals. Needs `npm run build`.
const { Duration } = require('aws-cdk-lib');
const { GoldenSignals } = require('../dist/lib');

const alarm = (metric, statistic, threshold) => ({
  metric,
  statistic,
  threshold,
  period: Duration.minutes(5),
  evaluationPeriods: 3,
});

module.exports = (scope, functions) => {
  const monitoring = new GoldenSignals(scope, 'Monitoring', {
    serviceName: 'Svc',
    logs: { createLogGroups: false, countLines: false },
  });
  const alarms = {
    errors: alarm('Errors', 'Sum', 0),
    'errors-most': { enabled: false },
    'errors-lasting': { enabled: false },
    throttles: alarm('Throttles', 'Sum', 0),
    latency: alarm('Duration', 'p99', 8000),
    concurrency: alarm('ConcurrentExecutions', 'Maximum', 800),
  };
  for (const fn of functions) monitoring.watch(fn, { alarms });
};
