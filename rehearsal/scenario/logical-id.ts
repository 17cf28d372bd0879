import { ScenarioError } from './scenario';

/** The one that a scenario means by `name`: its logical id, with or without the hash that CDK appends. */
export function byLogicalId<T extends { readonly logicalId: string }>(
  all: readonly T[],
  name: string,
  what: string,
): T {
  const found = all.find(({ logicalId }) => logicalId === name) ?? all.find((each) => constructIdOf(each) === name);
  if (found !== undefined) return found;
  const known = all.map(constructIdOf).join(', ');
  throw new ScenarioError(`the template has no ${what} "${name}"; it has: ${known || 'none'}`);
}

/** Without the hash that CDK appends. */
export function constructIdOf({ logicalId }: { readonly logicalId: string }): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
