import { metricAlarm, metricOk, throughSns } from '../sample-events';
import { BOT_TOKEN, WEBHOOK_URL, World } from '../world';

const ALARM = throughSns(metricAlarm());
const named = (AlarmName: string) => throughSns(metricAlarm({ AlarmName }));

describe('no secret leaks', () => {
  const faults = [
    ...[400, 401, 403, 404, 410, 429, 500].map((status) => ({ status, body: `${BOT_TOKEN} ${WEBHOOK_URL}` })),
    { status: 200, body: JSON.stringify({ ok: false, error: `no ${BOT_TOKEN} ${WEBHOOK_URL}` }) },
    { status: 200, body: '{"ok":false,"error":"invalid_auth"}' },
    { failure: 'ECONNREFUSED' },
  ];
  const secrets = [
    BOT_TOKEN,
    JSON.stringify({ token: BOT_TOKEN }),
    WEBHOOK_URL,
    `not slack's: ${BOT_TOKEN} ${WEBHOOK_URL}`,
  ];
  const cases = secrets.flatMap((secret) => faults.map((fault) => [secret, fault] as const));

  test.each(cases)('with the secret %j and the answer %j', async (secret, fault) => {
    const world = new World();
    world.secret = secret;
    await world.deliver(ALARM);
    world.answerAlways(() => fault);
    await world.deliver(throughSns(metricOk(5)), named('b'));
    world.buryFails = true;
    await world.deliver(named('c'));
    world.states.broken = true;
    await world.deliver(named('d'));
    world.answerAlways(() => {
      throw new Error(`failed for ${secret}`);
    });
    await world.deliver(named('e'));
    const said = JSON.stringify([world.logged, world.buried, world.samples, world.hidden]);
    expect(said).not.toContain(BOT_TOKEN);
    expect(said).not.toContain('very-SECRET');
    expect(JSON.stringify(world.logged)).not.toContain('Likely causes');
  });
});
