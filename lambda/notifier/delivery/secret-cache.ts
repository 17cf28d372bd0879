import type { Broken, Retry } from '../channels/channel';
import { errorName } from '../error-name';
import type { Secrets } from './ports';

/** Asks the secret store; throws what AWS throws. `undefined` for a secret that holds no text. */
export type FetchSecret = (secretArn: string) => Promise<string | undefined>;

const CACHE_MS = 5 * 60_000;

/** Errors of Secrets Manager that no retry cures: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const LASTING: ReadonlySet<string> = new Set([
  'ResourceNotFoundException',
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidParameterException',
  'InvalidRequestException',
  'ValidationException',
]);

/** Keeps each secret for five minutes: a new value is in use soon, and Secrets Manager is not asked for every alert. */
export function secretCache(fetchSecret: FetchSecret, now: () => number): Secrets {
  const cache = new Map<string, { readonly value: string; readonly untilMs: number }>();
  return {
    async read(secretArn, fresh) {
      const known = cache.get(secretArn);
      if (!fresh && known !== undefined && now() < known.untilMs) return { value: known.value, cached: true };
      try {
        const value = await fetchSecret(secretArn);
        if (value === undefined || value.trim() === '') {
          return { problem: { outcome: 'broken', why: 'the secret has no text value' } };
        }
        cache.set(secretArn, { value, untilMs: now() + CACHE_MS });
        return { value, cached: false };
      } catch (error) {
        return { problem: problemOf(error) };
      }
    },
  };
}

/** Only the error's name: what AWS writes after it is not ours to pass on. */
function problemOf(error: unknown): Retry | Broken {
  const name = errorName(error);
  return LASTING.has(name)
    ? { outcome: 'broken', why: `the secret cannot be read (${name})` }
    : { outcome: 'retry', why: `the secret cannot be read now (${name})` };
}
