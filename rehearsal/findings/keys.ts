import type { KeyModel, Model } from '../template/model';
import { type PolicyRequest, policiesAllow } from './policy';

/** What a service needs of a key to put messages into an encrypted topic or queue. */
const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * Why a service of AWS may not use the key of a topic or queue; `undefined` when it may, and when the key is not in the
 * template. `ownKey` is the alias of AWS's own key, which lets no other service in.
 */
export function keyRefusal(
  model: Model,
  kmsKeyId: string | undefined,
  ownKey: string,
  request: Omit<PolicyRequest, 'action'>,
): string | undefined {
  if (kmsKeyId === undefined) return undefined;
  if (kmsKeyId === ownKey || kmsKeyId.endsWith(`:${ownKey}`)) {
    return `it is encrypted with ${ownKey}, AWS's own key, which ${request.service} may not use`;
  }
  const key = model.keys.find((each) => isKey(each, kmsKeyId));
  if (key === undefined) return undefined;
  const documents = key.policy === undefined ? [] : [key.policy];
  const missing = ACTIONS.filter((action) => !policiesAllow(documents, { ...request, action }));
  return missing.length === 0
    ? undefined
    : `the policy of its key ${key.logicalId} does not let ${request.service} ${missing.join(' and ')}`;
}

function isKey({ keyId, arn, aliases }: KeyModel, reference: string): boolean {
  return [keyId, arn, ...aliases].includes(reference) || aliases.some((alias) => reference.endsWith(`:${alias}`));
}
