import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ResourceDefinition } from '../signals/resource-definition';
import { CdkResource } from './cdk-resource';
import { importedResource } from './imported-resource';
import { internalTo } from './internals';
import { References } from './references';
import type { Resource } from './resource';

/** A resource of a known type that is not watched, and why. */
export interface LeftOut {
  readonly path: string;
  readonly type: string;
  readonly why: string;
}

export interface FoundResources {
  readonly resources: readonly Resource[];
  readonly leftOut: readonly LeftOut[];
}

export interface FindOptions {
  readonly definitions: ReadonlyMap<string, ResourceDefinition>;
  /** Subtrees that are not looked at: the monitoring itself and what the user excluded. */
  readonly exclude: readonly IConstruct[];
}

/**
 * The watchable resources at and below `target`, and those that they name as their dead-letter queue or log group.
 * To be called when the tree is complete. Data only: nothing is added to the tree.
 */
export function findResources(target: IConstruct, { definitions, exclude }: FindOptions): FoundResources {
  const isExcluded = (node: IConstruct) => exclude.some((subtree) => node.node.scopes.includes(subtree));
  const below = target.node.findAll().filter(CfnResource.isCfnResource);
  if (below.length === 0) {
    const imported = importedResource(target);
    return { resources: imported === undefined ? [] : [imported], leftOut: [] };
  }

  const references = new References(target.node.root.node.findAll().filter(CfnResource.isCfnResource));
  const found = new Set(below);
  for (const resource of below) {
    for (const named of namedBy(resource, references)) found.add(named);
  }

  const resources: Resource[] = [];
  const leftOut: LeftOut[] = [];
  for (const construct of found) {
    const definition = definitions.get(construct.cfnResourceType);
    if (definition === undefined || isExcluded(construct)) continue;
    const resource = new CdkResource(construct, references.to(construct));
    const internal = internalTo(construct);
    const why = internal === undefined ? definition.leftOut?.(resource) : `belongs to ${internal}, not to the service`;
    if (why === undefined) resources.push(resource);
    else leftOut.push({ path: resource.path, type: resource.type, why });
  }
  return { resources, leftOut };
}

/** The resources of the same stack that a resource names: its dead-letter queue, its log group. */
function namedBy(resource: CfnResource, references: References): CfnResource[] {
  const names = references.from(resource);
  if (names.size === 0) return [];
  return resource.stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(({ stack, logicalId }) => stack === resource.stack && names.has(stack.resolve(logicalId) as string));
}
