import type { ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';
import { actionsOf } from './alarm';

export const compositeAlarm: ResourceType = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  identify: (logicalId, stack, name) => {
    const alarmName = name('AlarmName') ?? derivedName(stack, logicalId);
    return { ref: alarmName, attributes: { Arn: arnOf(stack, 'cloudwatch', `alarm:${alarmName}`) } };
  },
  read: ({ logicalId, identity, properties }) => {
    properties.harmless('AlarmName');
    const description = properties.text('AlarmDescription');
    const actionsSuppressor = properties.text('ActionsSuppressor');
    const waitPeriodSeconds = properties.number('ActionsSuppressorWaitPeriod');
    const extensionPeriodSeconds = properties.number('ActionsSuppressorExtensionPeriod');
    return {
      compositeAlarms: [
        {
          logicalId,
          name: identity.ref,
          arn: identity.attributes.Arn!,
          ...(description === undefined ? {} : { description }),
          alarmRule: properties.text('AlarmRule') ?? '',
          ...(actionsSuppressor === undefined ? {} : { actionsSuppressor }),
          ...(waitPeriodSeconds === undefined ? {} : { waitPeriodSeconds }),
          ...(extensionPeriodSeconds === undefined ? {} : { extensionPeriodSeconds }),
          ...actionsOf(properties),
        },
      ],
    };
  },
};
