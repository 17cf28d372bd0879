import fc from 'fast-check';
import type { Alert } from '../../../../../lambda/notifier/alert';
import type { ThreadContext } from '../../../../../lambda/notifier/channels/channel';
import {
  MAX_FIELD_LENGTH,
  MAX_HEADER_LENGTH,
  MAX_MESSAGE_LENGTH,
  MAX_SECTION_LENGTH,
} from '../../../../../lambda/notifier/channels/slack/limits';
import {
  type Block,
  messageOf,
  resolvedMessageOf,
  type SlackMessage,
} from '../../../../../lambda/notifier/channels/slack/message';
import { openEnvelope } from '../../../../../lambda/notifier/events/envelope';
import { readAlert } from '../../../../../lambda/notifier/events/read-alert';
import { linksOf } from '../../../../../lambda/notifier/wording/links';
import { alarmArn, compositeAlarm, metricAlarm, metricOk, throughSns } from '../../sample-events';

const read = (message: unknown): Alert => readAlert(openEnvelope(throughSns(message)), 'page');
const view = (alert: Alert) => ({ serviceName: 'shop', links: linksOf(alert, { name: 'shop', region: 'eu-west-1' }) });
const render = (alert: Alert, thread?: ThreadContext) => messageOf(alert, { ...view(alert), thread });

const header = (message: SlackMessage) => textsOf(message.blocks)[0];
const details = (message: SlackMessage) => textsOf(message.attachments[0]!.blocks);
const colour = (message: SlackMessage) => message.attachments[0]!.color;

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'context') return block.elements.map(({ text }) => text);
    return 'fields' in block ? block.fields.map(({ text }) => text) : [block.text.text];
  });
}

const thread = (role: ThreadContext['role'], occurrences = 1): ThreadContext => ({
  role,
  occurrences,
  broadcast: false,
  first: read(metricAlarm()),
});

describe('an ALARM', () => {
  const message = render(read(metricAlarm()));

  test('says in its first line how urgent it is, what is broken and how bad it is', () => {
    expect(header(message)).toBe('🔴 PAGE · Checkouts fail: function shop-checkout · 12 &gt; 5');
    expect(message.text).toBe(header(message));
    expect(colour(message)).toBe('#d13212');
  });

  test('then why, where, since when, what to do and where to look', () => {
    expect(details(message)).toEqual([
      'Errors (Sum per 1 min): 7.5 → 9 → 12, alarm when &gt; 5 in 3 of 3',
      '*Resource*\nFunctionName shop-checkout',
      '*Since*\n<!date^1772445600^{date_short_pretty} {time}|2026-03-02 10:00 UTC>',
      '*Alarm*\nshop/checkout/errors',
      'Likely causes: a dependency.\nFirst look at: error lines.',
      expect.stringMatching(
        /^<https:\/\/runbooks\.example\.com\/checkout\|Runbook> · <https:\S+\|Alarm> · <https:\S+\|Dashboard>$/,
      ),
      'shop · eu-west-1 · 111122223333',
    ]);
  });

  test('that comes again counts', () => {
    expect(header(render(read(metricAlarm()), thread('again', 3)))).toMatch(
      /^🔴 PAGE again, 3rd time · Checkouts fail/,
    );
  });

  test('that comes after its OK does not look like one that burns', () => {
    const late = render(read(metricAlarm()), thread('late'));
    expect(header(late)).toMatch(/^⚪ LATE PAGE, over by now · Checkouts fail/);
    expect(colour(late)).toBe('#879596');
  });

  test('of a composite names its children', () => {
    expect(details(render(read(compositeAlarm())))[0]).toMatch(
      /^• shop\/checkout\/errors is in ALARM since <!date\^.*\n• shop\/checkout\/latency is in OK/,
    );
  });

  test('of a composite with many children names ten and counts the others', () => {
    const TriggeringChildren = Array.from({ length: 25 }, (_, index) => ({ Arn: alarmArn(`child-${index}`) }));
    const [children] = details(render(read({ ...compositeAlarm(), TriggeringChildren })));
    expect(children?.split('\n')).toHaveLength(11);
    expect(children).toMatch(/…and 15 more$/);
  });
});

describe('an OK', () => {
  test('in the thread says how long it took, and no more than is needed', () => {
    const message = render(read(metricOk(17)), thread('resolved'));
    expect(header(message)).toBe('🟢 Resolved after 17 min · Checkouts fail: function shop-checkout');
    expect(details(message)).toEqual([
      'Errors (Sum per 1 min): 0, alarm when &gt; 5 in 3 of 3',
      'shop · eu-west-1 · 111122223333',
    ]);
    expect(colour(message)).toBe('#1d8102');
  });

  test('turns the first message green, which keeps saying what was wrong', () => {
    const ok = read(metricOk(95));
    const first = resolvedMessageOf(ok, { ...view(ok), thread: thread('resolved', 2) });
    expect(header(first)).toBe('🟢 Resolved after 1 h 35 min, fired 2 times · Checkouts fail: function shop-checkout');
    expect(details(first)[0]).toMatch(/7\.5 → 9 → 12/);
    expect(colour(first)).toBe('#1d8102');
  });

  test('of an alarm whose ALARM is unknown is plain', () => {
    expect(header(render(read(metricOk(17))))).toMatch(/^🟢 OK · Checkouts fail/);
  });
});

test('no data is grey, and CloudWatch’s reason says why', () => {
  const message = render(read(metricAlarm({ NewStateValue: 'INSUFFICIENT_DATA' })));
  expect(header(message)).toMatch(/^⚪ PAGE: NO DATA · Checkouts fail/);
  expect(colour(message)).toBe('#879596');
  expect(details(message)[0]).toMatch(/^Threshold Crossed/);
});

test('any other message is blue, and does not say one line twice', () => {
  const message = render(read('disk almost full'));
  expect(header(message)).toBe('🔵 PAGE · ALARM: "shop/checkout/errors" in EU (Ireland)');
  expect(details(message)[0]).toBe('disk almost full');
  expect(details(render(readAlert(openEnvelope('disk almost full'), 'info')))[0]).not.toBe('disk almost full');
});

test('hostile names and descriptions mention nobody, link nowhere and format nothing', () => {
  const hostile = '*x* <!channel> <@U1> <https://evil.example.com|click> `y`\u202Egnp';
  const message = render(
    read(metricAlarm({ AlarmName: hostile, AlarmDescription: `${hostile}\n${hostile}`, NewStateReason: hostile })),
  );
  const ours = /<(!date\^\d+\^[^<>]*|https:\/\/[^<>|\s]*\|(Alarm|Dashboard))>/g;
  for (const text of [message.text, ...textsOf(message.blocks), ...details(message)]) {
    expect(text.replace(ours, '')).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/\u202E/);
  }
  for (const text of [message.text, ...details(message)]) expect(text).not.toMatch(/`|\*x\*/);
});

test('no alert, however long its texts, goes over a limit of Slack’s', () => {
  const long = fc.string({ unit: 'binary', minLength: 0, maxLength: 30 }).map((text) => text.repeat(300));
  fc.assert(
    fc.property(long, long, long, (AlarmName, AlarmDescription, NewStateReason) => {
      const children = { TriggeringChildren: Array.from({ length: 100 }, () => ({ Arn: AlarmName })) };
      for (const extra of [{}, { AlarmRule: 'TRUE', ...children }]) {
        const message = render(
          read(metricAlarm({ AlarmName: `n${AlarmName}`, AlarmDescription, NewStateReason, ...extra })),
        );
        expect(header(message)!.length).toBeLessThanOrEqual(MAX_HEADER_LENGTH);
        for (const block of message.attachments[0]!.blocks) {
          if (block.type !== 'section') continue;
          if ('fields' in block)
            for (const field of block.fields) expect(field.text.length).toBeLessThanOrEqual(MAX_FIELD_LENGTH);
          else expect(block.text.text.length).toBeLessThanOrEqual(MAX_SECTION_LENGTH);
        }
        expect(JSON.stringify(message).length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
      }
    }),
    { numRuns: 40 },
  );
});
