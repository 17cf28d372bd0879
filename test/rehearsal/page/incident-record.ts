import { dashboardRecord } from '../../../rehearsal/page/dashboard-record';
import type { AlarmRecord, AlarmState, EmailPost, RunRecord } from '../../../rehearsal/run-record';
import { incidentChat } from './incident-chat';
import { alarmArn, incidentDashboard } from './incident-dashboard';
import { incidentReader } from './incident-metrics';
import { END_MS, minute, START_MS } from './incident-time';

type Change = readonly [minute: number, state: AlarmState, reason: string];

function alarm(name: string, severity: AlarmRecord['severity'], changes: readonly Change[]): AlarmRecord {
  return {
    name,
    arn: alarmArn(name),
    kind: severity === undefined ? 'composite' : 'metric',
    severity,
    description: `${name} says that orders are slow, failing or late.\nFirst look at: the graph of the same name.`,
    transitions: changes.map(([at, state, reason]) => ({ atMs: minute(at), state, reason })),
  };
}

const OK_AT_START: Change = [1, 'OK', 'Threshold Crossed: no datapoint was above the threshold in 5 periods.'];

function fired(name: string, severity: AlarmRecord['severity'], from: number, to: number, values: string): AlarmRecord {
  return alarm(name, severity, [
    OK_AT_START,
    [from, 'ALARM', `Threshold Crossed: 3 out of the last 3 datapoints [${values}] were breaching the threshold.`],
    [to, 'OK', 'Threshold Crossed: 3 out of the last 3 datapoints were not breaching the threshold.'],
  ]);
}

const ALARMS: readonly AlarmRecord[] = [
  fired('orders-api/latency-p90', 'page', 8, 17, '2871.0, 3012.4, 2740.9'),
  fired('orders-api/server-errors', 'page', 14, 24, '41.0, 36.0, 29.0'),
  fired('place-order/error-rate', 'page', 14, 24, '21.4, 19.8, 17.2'),
  alarm('place-order/throttles', 'page', [OK_AT_START]),
  alarm('orders/unhealthy', undefined, [
    OK_AT_START,
    [8, 'ALARM', 'orders-api/latency-p90 went to ALARM'],
    [24, 'OK', 'no child is in ALARM'],
  ]),
  fired('place-order/duration-p90', 'ticket', 9, 17, '2790.2, 2911.7, 2610.8'),
  fired('place-order/error-lines', 'ticket', 15, 26, '44.0, 31.0, 39.0'),
  fired('jobs/message-age', 'ticket', 19, 25, '341.0, 372.0, 320.0'),
  fired('jobs-dlq/dead-letters', 'ticket', 18, 34, '1.0'),
  alarm('orders-table/throttles', 'ticket', []),
  alarm('orders-table/system-errors', 'ticket', [OK_AT_START, [31, 'INSUFFICIENT_DATA', 'no data for 5 periods']]),
  alarm('notifier/dead-letters', 'info', [OK_AT_START]),
];

function email(at: number, subject: string): EmailPost {
  return {
    atMs: minute(at) + 1000,
    to: 'on-call@example.com',
    subject,
    text: `You are receiving this email because your alarm changed its state.\n\nAlarm: ${subject}\nReason: 3 out of the last 3 datapoints were breaching the threshold.\n`,
  };
}

/** A run as the page gets it. `hostile` is put where strangers write: a log line in chat, a text widget, an alarm. */
export function incidentRecord(hostile: { readonly mrkdwn?: string; readonly markdown?: string } = {}): RunRecord {
  const names = (severity: AlarmRecord['severity']) =>
    ALARMS.filter((each) => each.severity === severity).map(({ name }) => name);
  const dashboard = incidentDashboard(names('page'), names('ticket'), hostile.markdown);
  return {
    title: 'Payments gets slow, then fails; a poison message lands in the dead-letter queue',
    stackName: 'OrdersProduction',
    startMs: START_MS,
    endMs: END_MS,
    steps: [
      { atMs: START_MS, text: 'shoppers order at about 180 requests a minute' },
      { atMs: minute(5), text: 'payments answers in 3 s' },
      { atMs: minute(12), text: 'payments answers every fifth request with 503' },
      { atMs: minute(16), text: 'a message arrives that no worker can read' },
      { atMs: minute(21), text: 'payments is well again' },
      { atMs: minute(33), text: 'the dead-letter queue is redriven' },
    ],
    alarms: ALARMS,
    dashboards: [dashboardRecord(dashboard, incidentReader, START_MS, END_MS)],
    posts: incidentChat(hostile.mrkdwn ?? ''),
    emails: [
      email(8, 'ALARM: "orders-api/latency-p90" in EU (Ireland)'),
      email(14, 'ALARM: "place-order/error-rate" in EU (Ireland)'),
    ],
    findings: [],
    notRehearsed: [
      { where: 'OrdersBucketNotifications', what: 'Custom::S3BucketNotifications is not known to the rehearsal' },
      { where: 'OrdersTable.ContributorInsightsSpecification', what: 'contributor insights are not rehearsed' },
    ],
    inferredRules: [
      'With missing data, an alarm looks back over N + 2 periods (AWS publishes one case: 5 for N = 3).',
      'Metrics are complete at the end of their minute; CloudWatch sees them 1 to 2 minutes later, so times are the earliest.',
    ],
  };
}
