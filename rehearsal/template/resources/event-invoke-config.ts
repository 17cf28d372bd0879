import type { ResourceType } from '../resource-type';

/** How often and how long asynchronous invocations are retried: the function's reader takes it in. */
export const eventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  identify: (logicalId) => ({ ref: logicalId, attributes: {} }),
  read: ({ properties }) => {
    properties.harmless('Qualifier');
    return {};
  },
};
