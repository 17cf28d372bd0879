import type { ChatPost } from '../../../rehearsal/run-record';
import { minute } from './incident-time';

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
export function incidentChat(hostile: string): ChatPost[] {
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
