import type { ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

/** A nested stack: its template is read with the one that holds it. */
export const nestedStack: ResourceType = {
  type: 'AWS::CloudFormation::Stack',
  identify: (logicalId, stack) => ({
    ref: arnOf(stack, 'cloudformation', `stack/${derivedName(stack, logicalId, 128)}/rehearsal`),
    attributes: {},
  }),
};
