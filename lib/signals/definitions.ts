import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from './resource-definition';

/** The catalogue: what is known of each CloudFormation type; several where it is several things in CloudWatch. */
export type Definitions = ReadonlyMap<string, readonly ResourceDefinition[]>;

/** The definition of a resource; `undefined` when the catalogue has none. */
export function definitionOf(definitions: Definitions, resource: Resource): ResourceDefinition | undefined {
  return definitions.get(resource.type)?.find(({ applies }) => applies?.(resource) ?? true);
}

/**
 * Why a resource that no definition fits is left out. `undefined` where the catalogue knows its type in one role only:
 * in any other it is part of something else, such as the task definition of a service.
 */
export function unfit(definitions: Definitions, { type }: Resource): string | undefined {
  if ((definitions.get(type)?.length ?? 0) < 2) return undefined;
  return 'which metrics it has is not known here: what decides that (its type, protocol or engine) is given at deployment only, or is a kind that the catalogue does not have';
}
