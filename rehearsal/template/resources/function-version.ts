import { functionNameIn } from '../function-name';
import type { ResourceType } from '../resource-type';
import { arnOf } from '../stack-context';

const latest = 'calls to it run the function as the template has it now, and its own metrics are not published';

export const functionVersion: ResourceType = {
  type: 'AWS::Lambda::Version',
  identify: (logicalId, stack, name) => {
    const functionName = functionNameIn(name('FunctionName') ?? '') ?? logicalId;
    const arn = arnOf(stack, 'lambda', `function:${functionName}:1`);
    return { ref: arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
  read: ({ properties }) => {
    properties.harmless('FunctionName', 'CodeSha256', 'Description', 'RuntimePolicy');
    return {};
  },
};

export const functionAlias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  identify: (logicalId, stack, name) => {
    const functionName = functionNameIn(name('FunctionName') ?? '') ?? logicalId;
    const arn = arnOf(stack, 'lambda', `function:${functionName}:${name('Name') ?? 'live'}`);
    return { ref: arn, attributes: { AliasArn: arn } };
  },
  read: ({ logicalId, properties }, { report }) => {
    properties.harmless('FunctionName', 'FunctionVersion', 'Description', 'Name');
    report(logicalId, `alias of a function: ${latest}`);
    return {};
  },
};
