import { Aws, CfnCondition, CfnResource, Fn, type Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Resource } from '../discover/resource';
import type { PlannedResource } from '../plan/plan';
import { IncludedTemplate } from './included-template';

/** The condition that the alarms and filters of a resource are created under; none for most. */
export function conditionFor(
  { resource, metricRegion }: PlannedResource,
  scope: Construct,
  stack: Stack,
): CfnCondition | undefined {
  const own = ownCondition(resource);
  if (metricRegion === undefined || !Token.isUnresolved(stack.region)) return own;
  const id = `In-${metricRegion}`;
  const there =
    (scope.node.tryFindChild(id) as CfnCondition | undefined) ??
    new CfnCondition(scope, id, { expression: Fn.conditionEquals(Aws.REGION, metricRegion) });
  if (own === undefined) return there;
  const both = `${id}-and-${own.node.addr}`;
  return (
    (scope.node.tryFindChild(both) as CfnCondition | undefined) ??
    new CfnCondition(scope, both, { expression: Fn.conditionAnd(own, there) })
  );
}

/** Why a resource can have no alarms in the region of its stack; `undefined` when it can. */
export function regionProblem({ resource, metricRegion }: PlannedResource): string | undefined {
  const { region } = resource;
  if (metricRegion === undefined || region === undefined || region === metricRegion) return undefined;
  return `its metrics are published in ${metricRegion} and its stack is in ${region}, where an alarm cannot see them; it is on the dashboard only. For alarms, declare or import it in a stack of ${metricRegion} and watch it there`;
}

function ownCondition({ construct, condition }: Resource): CfnCondition | undefined {
  if (construct === undefined) return undefined;
  if (IncludedTemplate.isIncludedTemplate(construct)) return construct.conditionNamed(condition);
  return CfnResource.isCfnResource(construct) ? construct.cfnOptions.condition : undefined;
}
