import type { DashboardModel } from '../../../rehearsal/template/model';

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
