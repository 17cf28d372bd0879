import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FetchSecret } from '../delivery/secret-cache';

/** Secrets Manager behind `FetchSecret`. */
export function secretsManager(client: SecretsManagerClient): FetchSecret {
  return async (secretArn) => (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString;
}
