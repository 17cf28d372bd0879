import type { ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

export const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  identify: (logicalId, stack, name) => {
    const logGroupName = name('LogGroupName') ?? derivedName(stack, logicalId, 512);
    return { ref: logGroupName, attributes: { Arn: `${arnOf(stack, 'logs', `log-group:${logGroupName}`)}:*` } };
  },
  read: ({ logicalId, identity, properties }, { report }) => {
    properties.harmless('LogGroupName', 'KmsKeyId', 'Tags', 'ResourcePolicyDocument', 'DeletionProtectionEnabled');
    properties.notRehearsed('DataProtectionPolicy', 'nothing is masked');
    const logClass = properties.text('LogGroupClass') ?? 'STANDARD';
    if (logClass !== 'STANDARD') {
      report(`${logicalId}.LogGroupClass`, `${logClass}: AWS extracts no metrics from this class, the rehearsal does`);
    }
    const retentionDays = properties.number('RetentionInDays');
    return {
      logGroups: [{ logicalId, logGroupName: identity.ref, ...(retentionDays === undefined ? {} : { retentionDays }) }],
    };
  },
};
