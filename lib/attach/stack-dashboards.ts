import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import { ServiceDashboard } from '../dashboards/service-dashboard';
import type { Plan, PlannedResource } from '../plan/plan';
import { nestedStack } from './bucket';

export interface StackDashboardsProps {
  readonly stack: Stack;
  readonly dashboardName: string;
  readonly plan: Plan;
  readonly alarms: readonly { readonly severity: Severity; readonly arn: string }[];
  readonly others: readonly string[];
  /** Whether each dashboard stands in a nested stack of its own. */
  readonly nested: boolean;
}

/** A nested stack has at most 200 parameters: one for each name of a resource on its dashboard. */
const SECTIONS_IN_NESTED = 40;

/** The dashboards of a stack and of the stacks nested in it; how many. */
export function stackDashboards(scope: Construct, props: StackDashboardsProps): number {
  const { stack, plan, dashboardName, alarms, others, nested } = props;
  // A template can only name what is always created in another one.
  const here = plan.resources.filter((planned) => !isConditionalElsewhere(planned, stack, nested));
  if (here.length === 0 && alarms.length === 0 && others.length === 0) return 0;
  const { dashboards } = new ServiceDashboard(scope, 'Dashboards', {
    dashboardName,
    plan: { ...plan, resources: here },
    alarms,
    others,
    ...(nested
      ? { maxSections: SECTIONS_IN_NESTED, scopeOf: (page) => nestedStack(scope, `Dashboard${page + 1}`) }
      : {}),
  });
  return dashboards.length;
}

function isConditionalElsewhere({ resource }: PlannedResource, stack: Stack, nested: boolean): boolean {
  const { construct, condition } = resource;
  if (condition === undefined || construct === undefined || !CfnResource.isCfnResource(construct)) return false;
  return nested || construct.stack !== stack;
}
