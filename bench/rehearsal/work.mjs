// The same work for two tools: alarms over one-minute data, a quarter of them p99 over a 5-minute window, a quarter an
// error rate of two metrics, the others a plain threshold; each M of N is 3 of 3 ("for: 2m").
const START = '2026-01-05T00:00:00Z';

/** `alarms` alarms and the values of their metrics for `minutes` minutes; the same for the same arguments. */
export function makeWork({ alarms, minutes }) {
  const random = seeded(20260105);
  const series = [];
  const add = (name, index, valueAt) => {
    const values = Array.from({ length: minutes }, (_, minute) => valueAt(minute));
    series.push({ name, service: `service-${index}`, values });
  };
  const kinds = Array.from({ length: alarms }, (_, index) => ['p99', 'rate', 'plain', 'plain'][index % 4]);
  kinds.forEach((kind, index) => {
    const bad = (minute) => isBad(index, minute);
    if (kind === 'rate') {
      add('Requests', index, () => 50 + Math.floor(random() * 100));
      add('Errors', index, (minute) => (bad(minute) ? 20 : 0) + Math.floor(random() * 3));
    } else {
      add('Latency', index, (minute) => (bad(minute) ? 900 : 0) + Math.round(random() * 4000) / 10);
    }
  });
  return { start: START, minutes, kinds, series };
}

/** An incident of ten minutes every four hours, at another time for each alarm. */
function isBad(index, minute) {
  return minute >= 0 && (minute + 37 * index) % 240 < 10;
}

/** Whether an alarm has to fire once the data of `minute` is there. */
export function fires(kind, index, minute) {
  const bad = (ago) => isBad(index, minute - ago);
  return kind === 'p99' ? [0, 1, 2, 3, 4].some(bad) : [0, 1, 2].every(bad);
}

/** The alarms as a CloudFormation template. */
export function templateOf({ kinds }) {
  const metric = (MetricName, index, Stat, Period) => ({
    MetricStat: {
      Metric: { Namespace: 'Bench', MetricName, Dimensions: [{ Name: 'service', Value: `service-${index}` }] },
      Stat,
      Period,
    },
    ReturnData: false,
  });
  const resources = kinds.map((kind, index) => {
    const common = {
      AlarmName: `alarm-${index}`,
      EvaluationPeriods: kind === 'p99' ? 1 : 3,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    };
    const properties =
      kind === 'rate'
        ? {
            ...common,
            Threshold: 0.05,
            Metrics: [
              { Id: 'rate', Expression: 'errors / requests', ReturnData: true },
              { Id: 'errors', ...metric('Errors', index, 'Sum', 60) },
              { Id: 'requests', ...metric('Requests', index, 'Sum', 60) },
            ],
          }
        : {
            ...common,
            Threshold: 500,
            Namespace: 'Bench',
            MetricName: 'Latency',
            Dimensions: [{ Name: 'service', Value: `service-${index}` }],
            ...(kind === 'p99' ? { ExtendedStatistic: 'p99', Period: 300 } : { Statistic: 'Average', Period: 60 }),
          };
    return [`Alarm${index}`, { Type: 'AWS::CloudWatch::Alarm', Properties: properties }];
  });
  return { Resources: Object.fromEntries(resources) };
}

/** The same alarms as rules of Prometheus. */
export function rulesOf({ kinds }) {
  const rules = kinds.map((kind, index) => {
    const selector = (name) => `${name}{service="service-${index}"}`;
    const expression = {
      p99: `quantile_over_time(0.99, ${selector('Latency')}[5m]) > 500`,
      rate: `${selector('Errors')} / ${selector('Requests')} > 0.05`,
      plain: `${selector('Latency')} > 500`,
    }[kind];
    return { alert: `alarm-${index}`, expr: expression, ...(kind === 'p99' ? {} : { for: '2m' }) };
  });
  return { groups: [{ name: 'bench', interval: '1m', rules }] };
}

function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
