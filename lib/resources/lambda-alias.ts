import { provisionedConcurrency } from '../signals/provisioned-concurrency';
import type { ResourceDefinition } from '../signals/resource-definition';

export const lambdaAlias: ResourceDefinition = {
  types: ['AWS::Lambda::Alias'],
  noun: 'alias',
  tier: 'compute',
  leftOut: (alias) =>
    alias.property('ProvisionedConcurrencyConfig') === undefined
      ? 'without provisioned concurrency its function says the same'
      : undefined,
  missing: [],
  signals: (alias) => provisionedConcurrency(alias, alias.text('Name') ?? ''),
};
