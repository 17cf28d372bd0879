import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { resolveAcrossStacks } from '../discover/properties';
import type { ResourceTree } from '../discover/resource-tree';
import { isOfSam } from '../discover/sam-resources';
import type { PlannedResource } from '../plan/plan';
import { outermost } from '../private/stacks';
import { metricsIn } from '../signals/signal';

/**
 * What the metrics of a resource would newly have to import from another stack: an export locks that stack, and
 * monitoring may not do that. What the resource itself refers to is imported already.
 */
export function newImports({ resource, signals }: PlannedResource, stack: Stack, tree: ResourceTree): string[] {
  const { construct } = resource;
  if (construct === undefined || !CfnResource.isCfnResource(construct)) return [];
  const wanted = foreignIn(resolveAcrossStacks(unresolvedNames(signals), stack));
  if (wanted.size === 0) return [];
  // What SAM makes is no construct, so CDK cannot bring its names here either.
  if (isOfSam(construct)) return [...wanted];
  const imported = foreignIn(tree.properties(construct));
  return [...wanted].filter((reference) => {
    const target = tree.named(construct, reference.split('.')[0]!);
    return !imported.has(reference) && (target === undefined || outermost(target.stack) !== outermost(stack));
  });
}

/** The values of dimensions that are known to a template only. */
function unresolvedNames(signals: PlannedResource['signals']): string[] {
  const queries = signals.flatMap(({ lines, alarms }) => [...lines, ...alarms]).map(({ query }) => query);
  const values = queries.flatMap(metricsIn).flatMap(({ dimensions }) => Object.values(dimensions));
  return [...new Set(values)].filter((value) => Token.isUnresolved(value));
}

/** Whether names depend on conditions, mappings or logical ids of SAM, which no other template has. */
export function isTied({ resource: { construct }, signals }: PlannedResource): boolean {
  if (construct === undefined) return false;
  const names = unresolvedNames(signals);
  if (names.length === 0) return false;
  if (CfnResource.isCfnResource(construct) && isOfSam(construct)) return true;
  return /"Fn::(If|FindInMap|Transform)":/.test(JSON.stringify(resolveAcrossStacks(names, Stack.of(construct))));
}

function foreignIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const member of value) foreignIn(member, found);
  else if (value !== null && typeof value === 'object') {
    const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
    if (typeof ref === 'string' && ref.includes('/')) found.add(ref);
    if (Array.isArray(attribute) && String(attribute[0]).includes('/')) found.add(attribute.join('.'));
    for (const member of Object.values(value)) foreignIn(member, found);
  }
  return found;
}
