import {
  alarmEvent,
  contributorAlarm,
  metricAlarm,
  metricOk,
  minutes,
  stamp,
  T0,
  TOPICS,
  throughSns,
} from '../sample-events';
import { BOT_TOKEN, WEBHOOK_URL, World } from '../world';

const alarmAt = (atMinutes: number, overrides: object = {}) =>
  throughSns(metricAlarm({ StateChangeTime: stamp(T0 + minutes(atMinutes)), ...overrides }));
const okAt = (atMinutes: number, overrides: object = {}) => throughSns(metricOk(atMinutes, { ...overrides }));

const TITLE = 'Checkouts fail: function shop-checkout';

describe('an alarm and its OK', () => {
  test('the OK is a reply to its ALARM, whose message turns into a resolved one', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(okAt(17));
    expect(world.headlines()).toEqual([
      `chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`,
      `chat.postMessage [in 1000.1]: 🟢 Resolved after 17 min · ${TITLE}`,
      `chat.update: 🟢 Resolved after 17 min · ${TITLE}`,
    ]);
    expect(world.posts[0]?.body.channel).toBe('#alerts');
    expect(world.posts[2]?.body).toMatchObject({ channel: 'C111', ts: '1000.1' });
  });

  test('in the same batch in the wrong order they still meet in one thread', async () => {
    const world = new World();
    await world.deliver(okAt(17), alarmAt(0));
    expect(world.headlines().slice(0, 2)).toEqual([
      `chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`,
      `chat.postMessage [in 1000.1]: 🟢 Resolved after 17 min · ${TITLE}`,
    ]);
  });

  test('an update that fails does not fail the delivery', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    world.answerAlways(({ url }) => (url.endsWith('chat.update') ? { status: 500, body: '' } : undefined));
    expect(await world.deliver(okAt(17))).toEqual([]);
    expect(JSON.stringify(world.logged)).toContain('the first message could not be updated (Slack: HTTP 500)');
  });

  test('when the first message has been deleted, the OK is posted anew', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    world.answerOnce({ status: 200, body: '{"ok":false,"error":"thread_not_found"}' });
    await world.deliver(okAt(17));
    expect(world.headlines()[1]).toBe(`chat.postMessage: 🟢 Resolved after 17 min · ${TITLE}`);
  });

  test('a webhook, which cannot thread, gets plain posts that still say how long it took', async () => {
    const world = new World();
    world.secret = WEBHOOK_URL;
    await world.deliver(alarmAt(0));
    await world.deliver(okAt(17));
    expect(world.posts.map(({ body }) => body.text)).toEqual([
      `🔴 PAGE · ${TITLE} · 12 &gt; 5`,
      `🟢 Resolved after 17 min · ${TITLE}`,
    ]);
    expect(world.posts[1]?.body.thread_ts).toBeUndefined();
  });

  test('each contributor of an alarm has a thread of its own', async () => {
    const world = new World();
    await world.deliver(throughSns(contributorAlarm('orders', 'c1')), throughSns(contributorAlarm('carts', 'c2')));
    const ok = { NewStateValue: 'OK', OldStateValue: 'ALARM', StateChangeTime: stamp(T0 + minutes(5)) };
    await world.deliver(throughSns({ ...contributorAlarm('carts', 'c2'), ...ok }));
    expect(world.headlines()[2]).toBe(
      'chat.postMessage [in 1000.2]: 🟢 Resolved after 5 min · Writes are throttled (carts)',
    );
  });
});

describe('order', () => {
  test('an ALARM that arrives after its OK is said to be late, and opens nothing again', async () => {
    const world = new World();
    await world.deliver(okAt(17));
    await world.deliver(alarmAt(0));
    expect(world.headlines()).toEqual([
      `chat.postMessage: 🟢 OK · ${TITLE}`,
      `chat.postMessage [in 1000.1]: ⚪ LATE PAGE, over by now · ${TITLE} · 12 &gt; 5`,
    ]);
    await world.deliver(alarmAt(30));
    expect(world.headlines()[2]).toBe(`chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`);
  });

  test('an OK that arrives after a newer ALARM leaves that ALARM open', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(alarmAt(20));
    await world.deliver(okAt(10));
    await world.deliver(okAt(30));
    expect(
      world
        .headlines()
        .filter((line) => line.includes('postMessage'))
        .slice(2),
    ).toEqual([
      `chat.postMessage [in 1000.1]: ⚪ LATE: was OK for a while · ${TITLE}`,
      `chat.postMessage [in 1000.1]: 🟢 Resolved after 30 min, fired 2 times · ${TITLE}`,
    ]);
  });

  test('an OK whose ALARM nobody knows is posted plainly', async () => {
    const world = new World();
    await world.deliver(okAt(17));
    expect(world.headlines()).toEqual([`chat.postMessage: 🟢 OK · ${TITLE}`]);
  });
});

describe('an alarm that flaps', () => {
  test('within the hour fires in its thread; a page is shown in the channel too, and the first message is red again', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(okAt(5));
    await world.deliver(alarmAt(20));
    await world.deliver(okAt(25));
    expect(world.headlines().slice(3)).toEqual([
      `chat.postMessage [in 1000.1] [broadcast]: 🔴 PAGE again, 2nd time · ${TITLE} · 12 &gt; 5`,
      `chat.update: 🔴 PAGE again, 2nd time · ${TITLE} · 12 &gt; 5`,
      `chat.postMessage [in 1000.1]: 🟢 Resolved after 25 min, fired 2 times · ${TITLE}`,
      `chat.update: 🟢 Resolved after 25 min, fired 2 times · ${TITLE}`,
    ]);
  });

  test('as a ticket stays inside its thread', async () => {
    const world = new World();
    const ticket = (atMinutes: number) =>
      throughSns(metricAlarm({ StateChangeTime: stamp(T0 + minutes(atMinutes)) }), TOPICS.ticket);
    await world.deliver(ticket(0));
    await world.deliver(ticket(20));
    expect(world.posts[1]?.body.reply_broadcast).toBeUndefined();
  });

  test('after more than an hour is new trouble and gets a new message', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(okAt(5));
    await world.deliver(alarmAt(66));
    expect(world.headlines()[3]).toBe(`chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`);
  });

  test('for more than a day begins a new thread, because nobody sees the old one', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(alarmAt(24 * 60));
    expect(world.headlines()[1]).toBe(`chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`);
  });
});

describe('no data', () => {
  test('the first OK of a new alarm is not posted, and does not confuse what comes later', async () => {
    const world = new World();
    await world.deliver(okAt(1, { OldStateValue: 'INSUFFICIENT_DATA' }));
    expect(world.headlines()).toEqual([]);
    await world.deliver(alarmAt(5));
    expect(world.headlines()).toEqual([`chat.postMessage: 🔴 PAGE · ${TITLE} · 12 &gt; 5`]);
  });

  test('neither is an OK that a suppressor had held back, unless an ALARM is open', async () => {
    const world = new World();
    await world.deliver(okAt(1, { OldStateValue: 'OK' }));
    expect(world.headlines()).toEqual([]);
    await world.deliver(alarmAt(5));
    await world.deliver(okAt(9, { OldStateValue: 'OK' }));
    expect(world.headlines()[1]).toBe(`chat.postMessage [in 1000.1]: 🟢 Resolved after 4 min · ${TITLE}`);
  });

  test('an ALARM straight out of no data is posted', async () => {
    const world = new World();
    await world.deliver(alarmAt(0, { OldStateValue: 'INSUFFICIENT_DATA' }));
    expect(world.headlines()).toHaveLength(1);
  });

  test('an OK out of no data resolves an ALARM that was open before', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(alarmAt(3, { NewStateValue: 'INSUFFICIENT_DATA', OldStateValue: 'ALARM' }));
    await world.deliver(okAt(9, { OldStateValue: 'INSUFFICIENT_DATA' }));
    expect(world.headlines().slice(1, 3)).toEqual([
      `chat.postMessage [in 1000.1]: ⚪ PAGE: NO DATA · ${TITLE}`,
      `chat.postMessage [in 1000.1]: 🟢 Resolved after 9 min · ${TITLE}`,
    ]);
  });

  test('an OK out of no data within a quiet hour does not end the thread', async () => {
    const world = new World();
    await world.deliver(alarmAt(0));
    await world.deliver(okAt(5));
    await world.deliver(okAt(10, { OldStateValue: 'INSUFFICIENT_DATA' }));
    await world.deliver(alarmAt(20));
    expect(world.headlines()[3]).toMatch(/^chat\.postMessage \[in 1000\.1\] \[broadcast\]: 🔴 PAGE again/);
  });
});

test('a muted alarm that EventBridge tells of is not posted, and the log says so', async () => {
  const world = new World();
  const mutedByArn = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm-mute-rule:night';
  expect(await world.deliver(JSON.stringify(alarmEvent({ muteDetail: { mutedByArn } })))).toEqual([]);
  expect(world.headlines()).toEqual([]);
  expect(JSON.stringify(world.logged)).toContain('mute rule night');
  expect(JSON.stringify(world.logged)).not.toContain(BOT_TOKEN);
});
