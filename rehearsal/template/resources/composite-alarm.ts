import { actionsOf, identifyAlarm } from '../alarm-members';
import type { ResourceType } from '../resource-type';

export const compositeAlarm: ResourceType = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  identify: identifyAlarm,
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
