import { ScenarioError } from './scenario';

/** The one that a scenario means by `name`: its logical id, with or without the hash that CDK appends. */
export function byLogicalId<T extends { readonly logicalId: string }>(
  all: readonly T[],
  name: string,
  what: string,
): T {
  const found =
    all.find(({ logicalId }) => logicalId === name) ??
    all.find(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === name);
  if (found !== undefined) return found;
  const known = all.map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '')).join(', ');
  throw new ScenarioError(`the template has no ${what} "${name}"; it has: ${known || 'none'}`);
}
