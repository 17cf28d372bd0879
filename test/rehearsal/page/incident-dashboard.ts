import type { SeriesReader } from '../../../rehearsal/page/dashboard-record';
import type { DashboardModel } from '../../../rehearsal/template/model';

const MINUTE_MS = 60_000;

type Curve = (minute: number) => number | null;

/** Looks like noise, is the same in every run: between 0 and 1. */
function ripple(minute: number, seed: number): number {
  const wave = Math.sin(minute * 12.9898 + seed * 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
}

const during = (from: number, to: number, inside: Curve, outside: Curve): Curve => {
  return (minute) => (minute >= from && minute < to ? inside(minute) : outside(minute));
};
const around =
  (value: number, spread: number, seed: number): Curve =>
  (minute) =>
    Math.round(value + (ripple(minute, seed) - 0.5) * 2 * spread);
const always =
  (value: number): Curve =>
  () =>
    value;
const never: Curve = () => null;

/** An incident of 40 minutes, metric by metric: a slow dependency, then errors, then a poison message. */
const CURVES: Readonly<Record<string, Curve>> = {
  'Count Sum': around(182, 26, 1),
  'Latency p90': during(5, 14, around(2900, 320, 2), around(118, 22, 3)),
  'Latency p50': during(5, 14, around(1450, 200, 4), around(52, 9, 5)),
  '4xx Sum': (minute) => (ripple(minute, 6) > 0.86 ? 2 : 0),
  '5xx Sum': during(12, 21, around(38, 14, 7), always(0)),
  'Invocations Sum': around(182, 26, 1),
  'Errors Sum': during(12, 21, around(38, 14, 7), always(0)),
  'Duration p90': during(5, 14, around(2840, 300, 8), around(96, 18, 9)),
  'Throttles Sum': always(0),
  'ConcurrentExecutions Maximum': during(5, 14, around(14, 3, 10), around(2, 1, 11)),
  'NumberOfMessagesSent Sum': around(41, 9, 12),
  'ApproximateAgeOfOldestMessage Maximum': during(
    9,
    24,
    (m) => (m < 20 ? (m - 8) * 31 : (24 - m) * 80),
    around(3, 2, 13),
  ),
  'ApproximateNumberOfMessagesVisible Maximum': during(17, 33, always(1), always(0)),
  'ConsumedWriteCapacityUnits Sum': around(96, 14, 14),
  'SuccessfulRequestLatency Average': around(6, 2, 15),
  'ThrottledRequests Sum': never,
  'SystemErrors Sum': never,
  'OrderValue Average': during(12, 21, (m) => (m % 4 === 0 ? 61 : null), around(64, 12, 16)),
  'OrdersPlaced Sum': during(12, 21, around(61, 12, 17), around(104, 15, 18)),
  'ErrorLines Sum': during(12, 21, around(40, 14, 7), always(0)),
  'WarnLines Sum': during(5, 14, around(19, 6, 19), always(1)),
};

/** Reads the curves above; knows one expression, a share in percent. */
export const incidentReader: SeriesReader = {
  read: (queries, startMs, endMs, periodSeconds) =>
    queries
      .filter(({ returnData }) => returnData)
      .map(({ id, expression, metric }) => {
        if (expression !== undefined && !/^100 \* \w+ \/ \w+$/.test(expression)) {
          throw new Error('this function is not known');
        }
        const curve = (name: string, statistic: string): Curve => CURVES[`${name} ${statistic}`] ?? never;
        const share: Curve = (minute) => {
          const total = curve('Invocations', 'Sum')(minute);
          return total ? (100 * (curve('Errors', 'Sum')(minute) ?? 0)) / total : null;
        };
        const value = metric === undefined ? share : curve(metric.metricName, metric.statistic);
        const length = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
        return {
          id,
          points: Array.from({ length }, (_, index): [number, number | null] => {
            const atMs = startMs + index * periodSeconds * 1000;
            return [atMs, value((atMs - startMs) / MINUTE_MS)];
          }),
        };
      }),
};

const ARN = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:';

/** The ARN of an alarm of the incident. */
export function alarmArn(name: string): string {
  return `${ARN}${name}`;
}

const PAGE_COLOR = '#d13212';
const TICKET_COLOR = '#ff9900';

interface Line {
  readonly row: readonly unknown[];
}

function metric(namespace: string, name: string, stat: string, label: string, more: object = {}): Line {
  return { row: [namespace, name, 'Service', 'orders', { stat, label, period: 60, ...more }] };
}

function graph(title: string, unit: string, width: number, lines: readonly Line[], thresholds: readonly object[] = []) {
  return {
    type: 'metric',
    width,
    height: 6,
    properties: {
      view: 'timeSeries',
      title,
      region: 'eu-west-1',
      metrics: lines.map(({ row }) => row),
      annotations: { horizontal: thresholds },
      yAxis: { left: { min: 0, label: unit, showUnits: false } },
    },
  };
}

function text(markdown: string, height: number) {
  return { type: 'text', width: 24, height, properties: { markdown, background: 'transparent' } };
}

function threshold(value: number, label: string, color = PAGE_COLOR) {
  return { value, label, color, yAxis: 'left' };
}

const errorShare = (label: string, more: object = {}): Line[] => [
  metric('AWS/Lambda', 'Errors', 'Sum', 'errors', { id: 'e', visible: false }),
  metric('AWS/Lambda', 'Invocations', 'Sum', 'invocations', { id: 'i', visible: false }),
  { row: [{ expression: '100 * e / i', label, id: 'share', period: 60, ...more }] },
];

/** The dashboard of the incident: overview, states, a section for each resource; 26 widgets of all kinds. */
export function incidentDashboard(pages: readonly string[], tickets: readonly string[], markdown = ''): DashboardModel {
  const states = (title: string, names: readonly string[]) => ({
    type: 'alarm',
    width: 24,
    height: 2 + Math.ceil(names.length / 4),
    properties: { title, alarms: names.map(alarmArn) },
  });
  const view = (name: string, title: string, width: number, lines: readonly Line[], more: object = {}) => ({
    type: 'metric',
    width,
    height: 4,
    properties: { view: name, title, metrics: lines.map(({ row }) => row), region: 'eu-west-1', ...more },
  });
  const widgets = [
    text(
      `# Orders\n\nIs it slow, how much is asked of it, does it fail, is it full? Red lines page, orange lines open a ticket.${markdown}`,
      2,
    ),
    states('Pages', pages),
    states('Tickets', tickets),
    graph('Latency', 'ms', 6, [
      metric('AWS/ApiGateway', 'Latency', 'p90', 'orders-api p90'),
      metric('AWS/Lambda', 'Duration', 'p90', 'place-order p90'),
    ]),
    graph('Traffic', 'count', 6, [
      metric('AWS/ApiGateway', 'Count', 'Sum', 'orders-api requests'),
      metric('AWS/SQS', 'NumberOfMessagesSent', 'Sum', 'jobs sent'),
    ]),
    graph('Errors', '%', 6, [...errorShare('place-order share of failed invocations')]),
    graph('Saturation', 'count', 6, [
      metric('AWS/Lambda', 'ConcurrentExecutions', 'Maximum', 'place-order concurrency'),
      metric('AWS/Lambda', 'Throttles', 'Sum', 'place-order throttles'),
    ]),
    view('singleValue', 'Orders a minute', 4, [metric('Shop/Orders', 'OrdersPlaced', 'Sum', 'orders placed')], {
      sparkline: true,
    }),
    view('singleValue', 'Order value', 4, [metric('Shop/Orders', 'OrderValue', 'Average', 'mean')], {
      yAxis: { left: { label: 'EUR' } },
    }),
    view('gauge', 'Concurrency', 4, [metric('AWS/Lambda', 'ConcurrentExecutions', 'Maximum', 'place-order')], {
      yAxis: { left: { min: 0, max: 20 } },
      annotations: { horizontal: [threshold(16, '80 % of reserved')] },
    }),
    view('bar', 'Log lines by level', 6, [
      metric('Shop/Logs', 'ErrorLines', 'Sum', 'ERROR'),
      metric('Shop/Logs', 'WarnLines', 'Sum', 'WARN'),
    ]),
    view('table', 'Queue', 6, [
      metric('AWS/SQS', 'NumberOfMessagesSent', 'Sum', 'sent'),
      metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', 'age of oldest, s'),
    ]),
    text('### HTTP API orders-api', 1),
    graph(
      'Latency',
      'ms',
      8,
      [metric('AWS/ApiGateway', 'Latency', 'p50', 'p50'), metric('AWS/ApiGateway', 'Latency', 'p90', 'p90')],
      [threshold(2500, 'latency-p90: 2,500 ms or more')],
    ),
    graph('Server errors', 'count', 8, [
      metric('AWS/ApiGateway', '5xx', 'Sum', '5xx', { color: PAGE_COLOR }),
      metric('AWS/ApiGateway', '4xx', 'Sum', '4xx'),
    ]),
    graph('Requests', 'count', 8, [metric('AWS/ApiGateway', 'Count', 'Sum', 'requests')]),
    text('### Lambda function place-order', 1),
    graph(
      'Duration',
      'ms',
      8,
      [metric('AWS/Lambda', 'Duration', 'p90', 'p90')],
      [threshold(2400, 'duration-p90: 2,400 ms or more (80 % of the time-out)', TICKET_COLOR)],
    ),
    graph('Share of failed invocations', '%', 8, errorShare('share'), [threshold(5, 'error-rate: above 5 %')]),
    graph(
      'Log lines',
      'count',
      8,
      [metric('Shop/Logs', 'ErrorLines', 'Sum', 'ERROR'), metric('Shop/Logs', 'WarnLines', 'Sum', 'WARN')],
      [threshold(10, 'error-lines: 10 or more', TICKET_COLOR), threshold(25, 'warn-lines: 25 or more', TICKET_COLOR)],
    ),
    text('### SQS queue jobs\nNo saturation: a queue has no limit that it could reach.', 2),
    graph(
      'Age of the oldest message',
      's',
      12,
      [metric('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum', 'age')],
      [threshold(300, 'message-age: above 300 s', TICKET_COLOR)],
    ),
    graph(
      'Dead letters',
      'count',
      12,
      [metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 'messages in jobs-dlq')],
      [threshold(1, 'dead-letters: 1 or more', TICKET_COLOR)],
    ),
    text('### DynamoDB table orders', 1),
    graph('Order value', 'EUR', 8, [metric('Shop/Orders', 'OrderValue', 'Average', 'mean order value')]),
    graph(
      'Throttled requests',
      'count',
      8,
      [
        metric('AWS/DynamoDB', 'ThrottledRequests', 'Sum', 'throttled'),
        metric('AWS/DynamoDB', 'SystemErrors', 'Sum', 'system errors'),
      ],
      [threshold(10, 'throttles: 10 or more', TICKET_COLOR)],
    ),
    {
      ...graph('All functions', 'count', 8, [
        metric('AWS/Lambda', 'Invocations', 'Sum', 'invocations'),
        { row: [{ expression: "SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum', 60)", id: 'all' }] },
      ]),
    },
    {
      type: 'log',
      width: 24,
      height: 3,
      properties: {
        title: 'Last errors',
        view: 'table',
        query: "SOURCE '/aws/lambda/place-order' | fields @timestamp, message\n| filter level = 'ERROR'\n| limit 20",
      },
    },
  ];
  return { logicalId: 'Dashboard', name: 'orders-production', body: { widgets } };
}
