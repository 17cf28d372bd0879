import { CfnResource, type Stack, Token } from 'aws-cdk-lib';
import { resolveAcrossStacks } from '../discover/properties';
import type { ResourceTree } from '../discover/resource-tree';
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
  const queries = signals.flatMap(({ lines, alarms }) => [...lines, ...alarms]).map(({ query }) => query);
  const values = queries.flatMap(metricsIn).flatMap(({ dimensions }) => Object.values(dimensions));
  const tokens = [...new Set(values)].filter((value) => Token.isUnresolved(value));
  const wanted = foreignIn(resolveAcrossStacks(tokens, stack));
  if (wanted.size === 0) return [];
  const imported = foreignIn(tree.properties(construct));
  return [...wanted].filter((reference) => {
    const target = tree.named(construct, reference.split('.')[0]!);
    return !imported.has(reference) && (target === undefined || outermost(target.stack) !== outermost(stack));
  });
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
