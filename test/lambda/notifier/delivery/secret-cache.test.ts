import { secretCache } from '../../../../lambda/notifier/delivery/secret-cache';
import { T0 } from '../sample-events';

function errorNamed(name: string): Error {
  return Object.assign(new Error('User: arn:aws:sts::1:assumed-role/x is not authorized'), { name });
}

test('a secret is fetched once in five minutes, and past the cache on demand', async () => {
  let nowMs = T0;
  let fetched = 0;
  const secrets = secretCache(
    async () => `value ${++fetched}`,
    () => nowMs,
  );
  expect(await secrets.read('a', false)).toEqual({ value: 'value 1', cached: false });
  nowMs += 299_000;
  expect(await secrets.read('a', false)).toEqual({ value: 'value 1', cached: true });
  expect(await secrets.read('a', true)).toEqual({ value: 'value 2', cached: false });
  nowMs += 300_000;
  expect(await secrets.read('a', false)).toEqual({ value: 'value 3', cached: false });
  expect(await secrets.read('b', false)).toEqual({ value: 'value 4', cached: false });
});

test.each([
  ['ResourceNotFoundException', 'broken'],
  ['AccessDeniedException', 'broken'],
  ['DecryptionFailure', 'broken'],
  ['InvalidRequestException', 'broken'],
  ['ThrottlingException', 'retry'],
  ['InternalServiceError', 'retry'],
  ['TimeoutError', 'retry'],
])('%s is %s, and only its name is told', async (name, outcome) => {
  const secrets = secretCache(
    () => Promise.reject(errorNamed(name)),
    () => T0,
  );
  const answer = await secrets.read('a', false);
  expect(answer).toMatchObject({ problem: { outcome } });
  expect(JSON.stringify(answer)).not.toContain('assumed-role');
});

test.each([undefined, '', '  '])('a secret without text (%j) is broken', async (value) => {
  const secrets = secretCache(
    async () => value,
    () => T0,
  );
  expect(await secrets.read('a', false)).toEqual({
    problem: { outcome: 'broken', why: 'the secret has no text value' },
  });
});
