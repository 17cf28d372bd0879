import type { ResourceType } from '../resource-type';
import { derivedName } from '../stack-context';

export const subscriptionFilter: ResourceType = {
  type: 'AWS::Logs::SubscriptionFilter',
  identify: (logicalId, stack, name) => ({
    ref: name('FilterName') ?? derivedName(stack, logicalId, 512),
    attributes: {},
  }),
  read: ({ logicalId, identity, properties }, { report }) => {
    properties.harmless('FilterName', 'RoleArn', 'Distribution', 'EmitSystemFields');
    properties.notRehearsed('ApplyOnTransformedLogs', 'log events are not transformed');
    properties.notRehearsed('FieldSelectionCriteria', 'the selection by field is not applied');
    const destinationArn = properties.text('DestinationArn') ?? '';
    const service = destinationArn.split(':')[2];
    if (service !== 'lambda') {
      report(`${logicalId}.DestinationArn`, `nothing is delivered to ${destinationArn || '(none)'}: not a function`);
    }
    return {
      subscriptionFilters: [
        {
          logicalId,
          filterName: identity.ref,
          logGroupName: properties.text('LogGroupName') ?? '',
          filterPattern: properties.text('FilterPattern') ?? '',
          destinationArn,
        },
      ],
    };
  },
};
