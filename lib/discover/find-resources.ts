import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Definitions, definitionOf, unfit } from '../signals/definitions';
import { importedResource } from './imported-resource';
import { internalTo } from './internals';
import type { Resource } from './resource';
import type { ResourceTree } from './resource-tree';
import { findSamResources, isOfSam } from './sam-resources';

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
  readonly definitions: Definitions;
  readonly tree: ResourceTree;
  /** Subtrees that are not looked at: the monitoring itself and what the user excluded. */
  readonly exclude: ReadonlySet<IConstruct>;
}

/**
 * The watchable resources at and below `target`, and those that they name as their dead-letter queue or log group.
 * Data only: nothing is added to the tree.
 */
export function findResources(target: IConstruct, { definitions, tree, exclude }: FindOptions): FoundResources {
  const below = target.node.findAll().filter(CfnResource.isCfnResource);
  if (below.length === 0) {
    const imported = importedResource(target);
    return { resources: imported === undefined ? [] : [imported], leftOut: [] };
  }

  const ofSam = below.filter((resource) => isOfSam(resource) && !isWithin(resource, exclude));
  const sam = findSamResources(ofSam, { definitions, tree });
  const resources: Resource[] = [...sam.resources];
  const leftOut: LeftOut[] = [...sam.leftOut];
  for (const construct of new Set(below.flatMap((resource) => [resource, ...namedBy(resource, tree)]))) {
    if (!definitions.has(construct.cfnResourceType) || isWithin(construct, exclude)) continue;
    const resource = tree.resourceOf(construct);
    let why: string | undefined;
    try {
      const definition = definitionOf(definitions, resource);
      const unknown = definition === undefined ? unfit(definitions, resource) : undefined;
      if (definition === undefined && unknown === undefined) continue;
      const internal = internalTo(construct);
      why =
        internal === undefined
          ? (unknown ?? definition?.leftOut?.(resource))
          : `belongs to ${internal}, not to the service`;
    } catch (error) {
      // Of a resource that cannot be read nothing is known, and its deployment may not fail for that.
      why = `it could not be read: ${(error as Error).message}`;
    }
    if (why === undefined) resources.push(resource);
    else leftOut.push({ path: resource.path, type: resource.type, why });
  }
  return { resources, leftOut };
}

/** What belongs to a resource wherever it stands: where its failures and its lines go. */
const BELONGINGS =
  /(deadLetterTargetArn|DeadLetterConfig\.(TargetArn|Arn)|OnFailure\.Destination|LoggingConfig\.LogGroup)$/;

function namedBy(resource: CfnResource, tree: ResourceTree): CfnResource[] {
  return [...tree.pointedBy(resource)].flatMap(([path, targets]) => (BELONGINGS.test(path) ? targets : []));
}

/** Whether a construct is one of `subtrees` or below one. */
export function isWithin(construct: IConstruct, subtrees: ReadonlySet<IConstruct>): boolean {
  return construct.node.scopes.some((scope) => subtrees.has(scope));
}
