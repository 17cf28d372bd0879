import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from './resource-definition';

/** The catalogue: what is known of each CloudFormation type; several where it is several things in CloudWatch. */
export type Definitions = ReadonlyMap<string, readonly ResourceDefinition[]>;

/** The definition of a resource; `undefined` when the catalogue has none. */
export function definitionOf(definitions: Definitions, resource: Resource): ResourceDefinition | undefined {
  return definitions.get(resource.type)?.find(({ applies }) => applies?.(resource) ?? true);
}
