import type { Action, Step } from '../../../rehearsal/scenario/scenario';
import { ScenarioError } from '../../../rehearsal/scenario/scenario';
import { alarmOn, firstAlarmOf, invocationsOf, rehearseSmall, removeStacks } from './small-stack';

jest.setTimeout(60_000);
afterAll(removeStacks);

const EVERY_MINUTE = { function: 'Worker', atMinute: 0.5, event: {}, times: 6 };
const CALLS_A_PEER = `
exports.handler = async () => {
  const { status } = await fetch('https://payments.example.com/pay', { signal: AbortSignal.timeout(2000) });
  if (status >= 500) throw new Error('the peer answered ' + status);
  return status;
};`;

/** A step from minute 2 to minute 4. */
const during = (action: Action): Step[] => [{ atMinute: 2, untilMinute: 4, text: 'fault', action }];

async function outcomes(action: Action, source = 'exports.handler = async () => "fine";'): Promise<unknown[]> {
  const rehearsal = await rehearseSmall({ steps: during(action), invocations: [EVERY_MINUTE] }, {}, { Worker: source });
  return rehearsal.trace.events
    .filter(({ kind }) => kind === 'invocation' || kind === 'throttle')
    .map(({ kind, outcome, durationMs }) => (kind === 'throttle' ? 'throttle' : `${outcome} ${durationMs}`));
}

const FINE = 'success 3';

describe('a fault of a function lasts as long as its step', () => {
  test.each<[Extract<Action, { kind: 'function' }>['fault'], string]>([
    [{ kind: 'throw', message: 'boom' }, 'error 3'],
    [{ kind: 'timeout' }, 'timeout 3000'],
    [{ kind: 'exit', code: 1 }, 'error 3'],
    [{ kind: 'outOfMemory' }, 'error 3'],
    [{ kind: 'slow', extraMs: 2500 }, 'success 2503'],
    [{ kind: 'slow', extraMs: 3500 }, 'timeout 3000'],
    [{ kind: 'throttle' }, 'throttle'],
  ])('%j', async (fault, expected) => {
    const seen = await outcomes({ kind: 'function', function: 'Worker', fault });
    expect(seen).toEqual([FINE, FINE, expected, expected, FINE, FINE]);
  });

  test('and strikes the given share of the invocations, the same ones each time', async () => {
    const scenario = {
      minutes: 30,
      invocations: [{ ...EVERY_MINUTE, times: 200, everySeconds: 5 }],
      steps: [
        {
          atMinute: 0,
          text: 'one in five fails',
          action: { kind: 'function', function: 'Worker', rate: 0.2, fault: { kind: 'throw', message: 'boom' } },
        },
      ],
    } as const;
    const source = { Worker: 'exports.handler = async () => "fine";' };
    const failures = invocationsOf(await rehearseSmall(scenario, {}, source)).filter(
      ({ outcome }) => outcome === 'error',
    );
    expect(failures.length).toBeGreaterThan(25);
    expect(failures.length).toBeLessThan(55);
    const again = invocationsOf(await rehearseSmall(scenario, {}, source)).filter(({ outcome }) => outcome === 'error');
    expect(again).toEqual(failures);
    const other = invocationsOf(await rehearseSmall({ ...scenario, seed: 2 }, {}, source));
    expect(other.filter(({ outcome }) => outcome === 'error')).not.toEqual(failures);
  });

  test('and an impossible share is refused', async () => {
    const action = { kind: 'function', function: 'Worker', rate: 20, fault: { kind: 'timeout' } } as const;
    await expect(outcomes(action)).rejects.toThrow(ScenarioError);
  });
});

describe('a dependency', () => {
  const url = 'https://payments.example.com/';

  test('that a step speaks of is there all the time', async () => {
    const seen = await outcomes({ kind: 'dependency', url, extraLatencyMs: 500 }, CALLS_A_PEER);
    expect(seen).toEqual([
      ...Array(2).fill('success 4'),
      ...Array(2).fill('success 503'),
      ...Array(2).fill('success 4'),
    ]);
  });

  test.each<[string, Partial<Extract<Action, { kind: 'dependency' }>>, string]>([
    ['fails', { statusCode: 503 }, 'error 4'],
    ['gets slower than the handler waits', { extraLatencyMs: 2500 }, 'error 2003'],
    ['is silent', { neverAnswers: true }, 'error 2003'],
  ])('that %s fails the invocation', async (_, behaviour, expected) => {
    const seen = await outcomes({ kind: 'dependency', url, ...behaviour }, CALLS_A_PEER);
    expect(seen).toEqual(['success 4', 'success 4', expected, expected, 'success 4', 'success 4']);
  });
});

test('faults of an asynchronous function reach the dead-letter queue and its alarm', async () => {
  const resources = {
    Lost: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'lost' } },
    Letters: alarmOn(
      'letters',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: 'lost' },
      {
        Statistic: 'Maximum',
      },
    ),
  };
  const rehearsal = await rehearseSmall(
    {
      invocations: [{ function: 'Worker', atMinute: 2.5, event: {}, asynchronous: true }],
      steps: [
        {
          atMinute: 2,
          text: 'memory',
          action: { kind: 'function', function: 'Worker', fault: { kind: 'outOfMemory' } },
        },
        { atMinute: 8, text: 'purge', action: { kind: 'purge', queue: 'Lost' } },
      ],
    },
    resources,
    { Worker: 'exports.handler = async () => "fine";' },
    { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
  );
  expect(invocationsOf(rehearsal).map(({ minute }) => Math.floor(minute))).toEqual([2, 3, 5]);
  expect(firstAlarmOf(rehearsal, 'letters')).toBe(6);
});
