import { alarmEvent, metricAlarm, minutes, T0, TOPICS, throughSns } from '../sample-events';
import { BOT_TOKEN, environmentOf, slackRoute, World } from '../world';

const ALARM = throughSns(metricAlarm());
const named = (AlarmName: string) => throughSns(metricAlarm({ AlarmName }));
const counted = (world: World, metric: string) => world.samples.filter((sample) => metric in sample).length;

describe('once', () => {
  test('a second delivery of the same change posts nothing', async () => {
    const world = new World();
    await world.deliver(ALARM);
    await world.deliver(ALARM);
    expect(world.posts).toHaveLength(1);
  });

  test('the same change through SNS and through EventBridge is posted once', async () => {
    const world = new World();
    await world.deliver(ALARM, JSON.stringify(alarmEvent()));
    expect(world.posts).toHaveLength(1);
  });

  test('while another invocation is at it, the record comes back when that one must have ended', async () => {
    const world = new World();
    world.answerAlways(() => {
      throw new Error('killed in the middle of it');
    });
    const settle = jest.spyOn(world.states, 'settle').mockRejectedValue(new Error('killed'));
    world.buryFails = true;
    await world.deliver(ALARM);
    settle.mockRestore();
    expect(await world.deliver(ALARM)).toEqual(['m-2']);
    expect(world.hidden.at(-1)).toEqual({ receiptHandle: 'handle of m-2', seconds: 61 });
  });

  test('a channel that has it does not get it again while another one is retried', async () => {
    const world = new World(environmentOf([slackRoute('#a'), slackRoute('#b')]));
    world.answerAlways(({ body }) =>
      (body as { channel: string }).channel === '#b' ? { status: 503, body: '' } : undefined,
    );
    expect(await world.deliver(ALARM)).toEqual(['m-1']);
    expect(await world.deliver({ body: ALARM, messageId: 'm-1', tries: 2 })).toEqual(['m-1']);
    expect(world.posts).toHaveLength(1);
    expect(world.hidden.map(({ seconds }) => seconds)).toEqual([5, 10]);
  });
});

describe('a vendor in trouble', () => {
  test('that says Retry-After: 30 is asked again after 30 s', async () => {
    const world = new World();
    world.answerOnce({ status: 429, body: '', retryAfter: '30' });
    expect(await world.deliver(ALARM)).toEqual(['m-1']);
    expect(world.hidden).toEqual([{ receiptHandle: 'handle of m-1', seconds: 30 }]);
    expect(counted(world, 'AlertsRetried')).toBe(1);
    expect(await world.deliver({ body: ALARM, tries: 2 })).toEqual([]);
    expect(world.posts).toHaveLength(1);
  });

  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [8, 600],
    [500, 600],
  ])('after %i tries is asked again in %i s', async (tries, seconds) => {
    const world = new World();
    world.answerOnce({ failure: 'ECONNRESET' });
    await world.deliver({ body: ALARM, tries });
    expect(world.hidden[0]?.seconds).toBe(seconds);
  });

  test('that limits the rate is left alone for the rest of the batch', async () => {
    const world = new World();
    let requests = 0;
    world.answerAlways(() => {
      requests++;
      return { status: 429, body: '', retryAfter: '30' };
    });
    expect(await world.deliver(named('a'), named('b'), named('c'))).toHaveLength(3);
    expect(requests).toBe(1);
    expect(world.hidden.map(({ seconds }) => seconds)).toEqual([30, 30, 30]);
  });

  test('with one record does not hold up the others', async () => {
    const world = new World();
    world.answerAlways(({ body }) => (JSON.stringify(body).includes('poison') ? { status: 500, body: '' } : undefined));
    expect(await world.deliver(named('a'), named('poison'), named('c'))).toEqual(['m-2']);
    expect(world.posts).toHaveLength(2);
  });

  test('when even the visibility cannot be changed, the record is still reported', async () => {
    const world = new World();
    world.answerOnce({ status: 500, body: '' });
    const ports = jest.spyOn(world, 'ports');
    const original = world.ports();
    ports.mockReturnValue({ ...original, queues: { ...original.queues, hide: () => Promise.reject(new Error('x')) } });
    expect(await world.deliver(ALARM)).toEqual(['m-1']);
  });
});

describe('a broken destination', () => {
  const revoked = { status: 200, body: '{"ok":false,"error":"channel_not_found"}' };

  test('the original body goes to the dead-letter queue with the vendor and the reason, and the record is done', async () => {
    const world = new World();
    world.answerOnce(revoked);
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.buried).toEqual([{ body: ALARM, attributes: { vendor: 'slack', why: 'Slack: channel_not_found' } }]);
    expect(counted(world, 'AlertsUndeliverable')).toBe(1);
  });

  test('the same message is buried once; one that a person sends back is posted', async () => {
    const world = new World();
    world.answerOnce(revoked);
    await world.deliver({ body: ALARM, messageId: 'm-1' });
    await world.deliver({ body: ALARM, messageId: 'm-1' });
    expect([world.buried.length, world.posts.length]).toEqual([1, 0]);
    await world.deliver({ body: ALARM, messageId: 'redriven' });
    expect(world.posts).toHaveLength(1);
  });

  test('only when the dead-letter queue does not take it, the record comes back', async () => {
    const world = new World();
    world.answerOnce(revoked);
    world.buryFails = true;
    expect(await world.deliver(ALARM)).toEqual(['m-1']);
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.posts).toHaveLength(1);
  });

  test.each([
    [
      'missing',
      { problem: { outcome: 'broken' as const, why: 'the secret cannot be read (ResourceNotFoundException)' } },
    ],
    ['no Slack secret', { value: 'hunter2', cached: false }],
  ])('a secret that is %s buries the alert', async (_, answer) => {
    const world = new World();
    world.secretAnswer = answer;
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.buried).toHaveLength(1);
  });

  test('a secret that was replaced is read again once, and the alert is posted', async () => {
    const world = new World();
    world.answerAlways(({ headers }) => {
      if (headers?.authorization !== `Bearer ${BOT_TOKEN}`) return undefined;
      world.secret = 'xoxb-2222-new';
      return { status: 200, body: '{"ok":false,"error":"token_revoked"}' };
    });
    expect(await world.deliver(ALARM)).toEqual([]);
    expect([world.posts.length, world.buried.length, world.secretReads]).toEqual([1, 0, 2]);
  });

  test('a vendor that no channel file stands for buries the alert, and the other channels get it', async () => {
    const world = new World(environmentOf([{ vendor: 'pigeon', secretArn: 'x' }, slackRoute()]));
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.buried[0]?.attributes).toEqual({ vendor: 'pigeon', why: 'no channel for vendor "pigeon"' });
    expect(world.posts).toHaveLength(1);
  });
});

describe('the state table out of reach', () => {
  test('an alert is posted all the same: twice is better than never', async () => {
    const world = new World();
    world.states.broken = true;
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.posts).toHaveLength(1);
  });

  test('when only the end of a delivery could not be written, the thread shows that it was posted', async () => {
    const world = new World();
    const settle = jest.spyOn(world.states, 'settle').mockRejectedValue(new Error('throttled'));
    await world.deliver(ALARM);
    settle.mockRestore();
    world.nowMs += minutes(5);
    expect(await world.deliver(ALARM)).toEqual([]);
    expect(world.posts).toHaveLength(1);
  });
});

describe('time', () => {
  test('with too little left the rest goes back to the queue, but one is always tried', async () => {
    const world = new World();
    world.left = 3_000;
    expect(await world.deliver(named('a'), named('b'))).toEqual(['m-2']);
    expect(world.hidden).toEqual([{ receiptHandle: 'handle of m-2', seconds: 1 }]);
  });

  test('latency is measured from the change of state to the post', async () => {
    const world = new World();
    world.nowMs = T0 + 2_500;
    await world.deliver(ALARM);
    expect(world.samples).toEqual([{ AlertsDelivered: 1, DeliveryLatency: 2_500 }]);
  });
});

describe('routes', () => {
  test('the topic decides the severity', async () => {
    const world = new World();
    await world.deliver(throughSns(metricAlarm(), TOPICS.ticket));
    expect(world.headlines()[0]).toMatch(/🔴 TICKET · /);
  });

  test('what came through no known topic waits for the working day', async () => {
    const world = new World();
    await world.deliver(
      JSON.stringify(alarmEvent()),
      throughSns(metricAlarm({ AlarmName: 'b' }), 'arn:aws:sns:x:y:other'),
    );
    expect(world.headlines().every((line) => line.includes('TICKET'))).toBe(true);
  });

  test('a route without channels is done at once', async () => {
    const world = new World(environmentOf([]));
    expect(await world.deliver(ALARM)).toEqual([]);
  });
});
