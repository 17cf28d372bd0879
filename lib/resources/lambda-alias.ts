import { hasProvisionedConcurrency, provisionedConcurrency } from '../signals/provisioned-concurrency';
import type { ResourceDefinition } from '../signals/resource-definition';

export const lambdaAlias: ResourceDefinition = {
  types: ['AWS::Lambda::Alias'],
  noun: 'alias',
  tier: 'compute',
  leftOut: (alias) =>
    hasProvisionedConcurrency(alias) ? undefined : 'without provisioned concurrency its function says the same',
  missing: [],
  signals: (alias) => provisionedConcurrency(alias, alias.text('Name') ?? ''),
};
