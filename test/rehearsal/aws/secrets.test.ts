import { firstOf } from '../../../rehearsal/aws/first-of';
import { Secrets } from '../../../rehearsal/aws/secrets';
import type { AwsBackend } from '../../../rehearsal/handlers/invocation';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/token-AbCdEf';

const read = (backend: AwsBackend, SecretId: string, operation = 'GetSecretValue') =>
  backend.call({ service: 'secretsmanager', operation, input: { SecretId }, functionName: 'f', atMs: 0 });

test.each([
  ['its name', 'chat/token', 'chat/token'],
  ['its ARN', ARN, ARN],
  ['its ARN, when it was given by name', 'chat/token', ARN],
  ['its name, when it was given by ARN', ARN, 'chat/token'],
])('a secret is read by %s', async (_how, given, asked) => {
  const answer = await read(new Secrets(new Map([[given, 'value']])), asked);
  expect(answer).toMatchObject({ output: { SecretString: 'value', Name: 'chat/token' } });
});

test('a secret that is not there is ResourceNotFoundException, and no other value is in the error', async () => {
  const answer = await read(new Secrets(new Map([['chat/token', 'the value']])), 'chat/other');
  expect(answer).toMatchObject({ error: { code: 'ResourceNotFoundException', statusCode: 400 } });
  expect(JSON.stringify(answer)).not.toContain('the value');
});

test('other operations are left to the next backend', async () => {
  const next: AwsBackend = { call: async () => ({ output: { Next: true }, latencyMs: 0 }) };
  const both = firstOf([new Secrets(new Map([['a', 'b']])), next]);
  expect(await read(both, 'a')).toMatchObject({ output: { SecretString: 'b' } });
  expect(await read(both, 'a', 'ListSecrets')).toMatchObject({ output: { Next: true } });
  expect(await read(firstOf([]), 'a')).toBeUndefined();
});
