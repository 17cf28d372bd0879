import { isRecord } from '../../../template/template-file';
import type { ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

const identify: ResourceType['identify'] = (logicalId, stack) => {
  const keyId = derivedName(stack, logicalId);
  return { ref: keyId, attributes: { Arn: arnOf(stack, 'kms', `key/${keyId}`), KeyId: keyId } };
};

const key = (type: string): ResourceType => ({
  type,
  identify,
  read: ({ logicalId, identity, properties }, { resourcesOf }) => {
    properties.harmless('Description', 'Enabled', 'EnableKeyRotation', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin');
    properties.harmless('PendingWindowInDays', 'RotationPeriodInDays', 'BypassPolicyLockoutSafetyCheck', 'Tags');
    properties.harmless('PrimaryKeyArn');
    const names: readonly (string | undefined)[] = [identity.ref, identity.attributes.Arn];
    const policy = properties.raw('KeyPolicy');
    return {
      keys: [
        {
          logicalId,
          keyId: identity.ref,
          arn: identity.attributes.Arn!,
          aliases: resourcesOf(keyAlias.type)
            .filter((each) => names.includes(each.properties.text('TargetKeyId')))
            .map((each) => each.identity.ref),
          ...(isRecord(policy) ? { policy } : {}),
        },
      ],
    };
  },
});

export const keys: readonly ResourceType[] = [key('AWS::KMS::Key'), key('AWS::KMS::ReplicaKey')];

/** Another name of a key: the key's reader takes it in. */
export const keyAlias: ResourceType = {
  type: 'AWS::KMS::Alias',
  identify: (logicalId, stack, name) => {
    const alias = name('AliasName') ?? `alias/${derivedName(stack, logicalId)}`;
    return { ref: alias, attributes: { Arn: arnOf(stack, 'kms', alias) } };
  },
  read: ({ properties }) => {
    properties.harmless('AliasName', 'TargetKeyId');
    return {};
  },
};
