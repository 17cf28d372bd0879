import type { Model } from './model';

/**
 * The model with each of its lists in the order of the logical ids: what happens at one instant must not depend on how
 * a template lists its resources.
 */
export function inOrder(model: Model): Model {
  const members = Object.entries(model).map(([name, value]) => [name, isResourceList(value) ? sorted(value) : value]);
  return Object.fromEntries(members) as Model;
}

interface WithLogicalId {
  readonly logicalId: string;
}

function isResourceList(value: unknown): value is readonly WithLogicalId[] {
  return Array.isArray(value) && value.every((each) => typeof (each as Partial<WithLogicalId>).logicalId === 'string');
}

function sorted(list: readonly WithLogicalId[]): WithLogicalId[] {
  return [...list].sort((a, b) => (a.logicalId < b.logicalId ? -1 : a.logicalId > b.logicalId ? 1 : 0));
}
