import { functionNameIn } from '../function-name';
import type { ResourceType } from '../resource-type';
import { derivedName } from '../stack-context';

export const permission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  identify: (logicalId, stack) => {
    const id = derivedName(stack, logicalId);
    return { ref: id, attributes: { Id: id } };
  },
  read: ({ logicalId, properties }) => {
    properties.harmless('Action', 'SourceAccount', 'PrincipalOrgID', 'EventSourceToken', 'FunctionUrlAuthType');
    properties.harmless('InvokedViaFunctionUrl');
    const reference = properties.text('FunctionName') ?? '';
    const sourceArn = properties.text('SourceArn');
    return {
      permissions: [
        {
          logicalId,
          functionName: functionNameIn(reference) ?? reference,
          principal: properties.text('Principal') ?? '',
          ...(sourceArn === undefined ? {} : { sourceArn }),
        },
      ],
    };
  },
};
