import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

const why = 'serverless clusters publish by topic and by consumer group, and these are not in the template';

/** Known so that it can be said why it is not watched. */
export const mskServerlessCluster: ResourceDefinition = {
  types: ['AWS::MSK::ServerlessCluster'],
  noun: 'serverless Kafka cluster',
  tier: 'queue',
  leftOut: () => why,
  missing: cannotHaveAny(why),
  signals: () => [],
};
