import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

const why = 'Bedrock publishes no metrics and no events of a knowledge base: what it does stands in its log only';

/** Known so that it can be said why it is not watched; where its vectors are is watched, if it is in the stack. */
export const bedrockKnowledgeBase: ResourceDefinition = {
  types: ['AWS::Bedrock::KnowledgeBase'],
  noun: 'knowledge base',
  tier: 'data',
  leftOut: () => why,
  missing: cannotHaveAny(why),
  signals: () => [],
};
