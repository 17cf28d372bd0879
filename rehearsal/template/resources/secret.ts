import type { ResourceType } from '../resource-type';
import { arnOf, derivedName, stableId } from '../stack-context';

/** A secret's value is never read from the template: a scenario gives one. */
export const secret: ResourceType = {
  type: 'AWS::SecretsManager::Secret',
  identify: (logicalId, stack, name) => {
    const secretName = name('Name') ?? derivedName(stack, logicalId);
    const arn = arnOf(stack, 'secretsmanager', `secret:${secretName}-${stableId(secretName, 6)}`);
    return { ref: arn, attributes: { Id: arn, Name: secretName } };
  },
  read: ({ logicalId, identity, properties }) => {
    properties.harmless('Name', 'Description', 'KmsKeyId', 'Tags', 'GenerateSecretString', 'SecretString', 'Type');
    properties.notRehearsed('ReplicaRegions', 'replicas are not simulated');
    return { secrets: [{ logicalId, arn: identity.ref, name: identity.attributes.Name! }] };
  },
};
