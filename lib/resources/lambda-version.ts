import { hasProvisionedConcurrency, provisionedConcurrency } from '../signals/provisioned-concurrency';
import type { ResourceDefinition } from '../signals/resource-definition';

/** A version with provisioned concurrency of its own; CDK and SAM publish many without, which nobody calls by number. */
export const lambdaVersion: ResourceDefinition = {
  types: ['AWS::Lambda::Version'],
  applies: hasProvisionedConcurrency,
  noun: 'version',
  tier: 'compute',
  missing: [],
  signals: (version) => provisionedConcurrency(version, version.attribute('Version')),
};
