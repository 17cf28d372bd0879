import { dashboardRecord } from '../../../rehearsal/page/dashboard-record';
import type { AlarmRecord, AlarmState, ChatPost, EmailPost, RunRecord } from '../../../rehearsal/run-record';
import { alarmArn, incidentDashboard, incidentReader } from './incident-dashboard';

export const START_MS = Date.UTC(2026, 0, 5, 9, 0);
const MINUTE_MS = 60_000;
const END_MS = START_MS + 40 * MINUTE_MS;

export function minute(value: number): number {
  return START_MS + value * MINUTE_MS;
}

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

function slackBody(header: string, color: string, text: string, more: readonly object[] = []): ChatPost['body'] {
  const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: words, verbatim: true });
  return {
    text: header,
    blocks: [{ type: 'header', text: { type: 'plain_text', text: header } }],
    attachments: [
      {
        color,
        fallback: header,
        blocks: [
          { type: 'section', text: mrkdwn(text) },
          ...more,
          { type: 'context', elements: [mrkdwn('orders · eu-west-1 · 123456789012')] },
        ],
      },
    ],
  };
}

function facts(resource: string, at: number, name: string): object {
  const fields = [
    `*Resource*\n${resource}`,
    `*Since*\n2026-01-05 09:${String(at).padStart(2, '0')} UTC`,
    `*Alarm*\n${name}`,
  ];
  return { type: 'section', fields: fields.map((text) => ({ type: 'mrkdwn', text, verbatim: true })) };
}

const LINKS = {
  type: 'section',
  text: {
    type: 'mrkdwn',
    text: '<https://console.aws.amazon.com/cloudwatch/home|Alarm> · <https://console.aws.amazon.com/cloudwatch/home|Dashboard> · <https://console.aws.amazon.com/cloudwatch/home|Logs> · <https://example.com/runbooks/orders|Runbook>',
  },
};

function firing(
  title: string,
  severity: string,
  why: string,
  resource: string,
  at: number,
  name: string,
): ChatPost['body'] {
  return slackBody(`🔴 ${severity} · ${title}`, '#d13212', why, [facts(resource, at, name), LINKS]);
}

const RED = { latency: 'p90 of Latency per 1 min: 118 → 2,871 → 3,012 ms, alarm when ≥ 2,500 ms in 3 of 3' };

/** The chat of the incident: four alerts, their answers, and the edits that turn the first message green. */
function posts(hostile: string): ChatPost[] {
  const list: ChatPost[] = [];
  const post = (
    at: number,
    channel: string,
    id: string,
    body: ChatPost['body'],
    more: Partial<ChatPost> = {},
  ): void => {
    list.push({ atMs: minute(at) + 2000, vendor: 'slack', channel, messageId: id, body, ...more });
  };
  const slow = firing(
    'orders-api answers slowly · 3,012 ms &gt; 2,500 ms',
    'PAGE',
    RED.latency,
    'ApiId a1b2c3 · Stage $default',
    8,
    'orders-api/latency-p90',
  );
  const failing = firing(
    'place-order fails · 21.4 % &gt; 5 %',
    'PAGE',
    `Share of failed invocations: 0 → 19.8 → 21.4 %, alarm when &gt; 5 % in 3 of 3\n\`payments answered 503\` ${hostile}`,
    'FunctionName place-order',
    14,
    'place-order/error-rate',
  );
  const dead = firing(
    'jobs-dlq holds a message',
    'TICKET',
    'ApproximateNumberOfMessagesVisible (Maximum per 1 min): 0 → 1, alarm when ≥ 1',
    'QueueName jobs-dlq',
    18,
    'jobs-dlq/dead-letters',
  );
  const green = (body: ChatPost['body'], header: string): ChatPost['body'] => ({
    ...body,
    blocks: [{ type: 'header', text: { type: 'plain_text', text: header } }],
    attachments: [{ ...(body.attachments as object[])[0], color: '#1d8102' }],
  });
  post(8, '#orders-pages', '1.1', slow);
  post(14, '#orders-pages', '1.2', failing);
  post(
    17,
    '#orders-pages',
    '1.3',
    slackBody(
      '🟢 Resolved after 9 min · orders-api answers slowly',
      '#1d8102',
      'p90 of Latency per 1 min: 131 → 104 → 122 ms',
    ),
    { threadId: '1.1' },
  );
  post(17.05, '#orders-pages', '1.1', green(slow, '🟢 Resolved after 9 min · orders-api answers slowly'), {
    updates: '1.1',
  });
  post(18, '#orders-tickets', '2.1', dead);
  post(
    19,
    '#orders-tickets',
    '2.2',
    firing(
      'jobs are late · 341 s &gt; 300 s',
      'TICKET',
      'ApproximateAgeOfOldestMessage (Maximum per 1 min): 279 → 310 → 341 s, alarm when &gt; 300 s',
      'QueueName jobs',
      19,
      'jobs/message-age',
    ),
  );
  post(
    24,
    '#orders-pages',
    '1.4',
    slackBody('🟢 Resolved after 10 min · place-order fails', '#1d8102', 'Share of failed invocations: 0 → 0 → 0 %'),
    { threadId: '1.2' },
  );
  post(24.05, '#orders-pages', '1.2', green(failing, '🟢 Resolved after 10 min · place-order fails'), {
    updates: '1.2',
  });
  post(
    25,
    '#orders-tickets',
    '2.3',
    slackBody('🟢 Resolved after 6 min · jobs are late', '#1d8102', 'Age of the oldest message: 4 → 2 → 3 s'),
    { threadId: '2.2' },
  );
  post(
    34,
    '#orders-tickets',
    '2.4',
    slackBody(
      '🟢 Resolved after 16 min · jobs-dlq holds a message',
      '#1d8102',
      'ApproximateNumberOfMessagesVisible: 1 → 0',
    ),
    { threadId: '2.1' },
  );
  post(34.05, '#orders-tickets', '2.1', green(dead, '🟢 Resolved after 16 min · jobs-dlq holds a message'), {
    updates: '2.1',
  });
  return list;
}

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
    posts: posts(hostile.mrkdwn ?? ''),
    emails: [
      email(8, 'ALARM: "orders-api/latency-p90" in EU (Ireland)'),
      email(14, 'ALARM: "place-order/error-rate" in EU (Ireland)'),
    ],
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
