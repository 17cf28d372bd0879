import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

const why = 'AWS does not say by which dimension a code interpreter or browser is measured, and the sources disagree';

/** Known so that it can be said why they are not watched: CDK names the ARN, metrics that were listed bear the bare id. */
export const agentcoreTool: ResourceDefinition = {
  types: ['AWS::BedrockAgentCore::CodeInterpreterCustom', 'AWS::BedrockAgentCore::BrowserCustom'],
  noun: 'agent tool',
  tier: 'compute',
  leftOut: () => `${why} (ARN or id): an alarm might never fire; its failures show as errors of the agent`,
  missing: cannotHaveAny(why),
  signals: () => [],
};
