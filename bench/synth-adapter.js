// Adapter of the synth bench: four alarms for each function, as the peer has (errors, lasting errors, latency,
// throttles), and graphs of the four signals. Needs `npm run build`.
const { GoldenSignals } = require('../dist/lib');

module.exports = (scope, functions) => {
  const monitoring = new GoldenSignals(scope, 'Monitoring', {
    serviceName: 'Svc',
    logs: { createLogGroups: false, countLines: false },
  });
  for (const fn of functions) monitoring.watch(fn);
};
