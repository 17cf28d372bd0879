import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import { ServiceDashboard } from '../dashboards/service-dashboard';
import type { Plan } from '../plan/plan';
import { nestedStack } from './bucket';
import { dashboardsApart, SECTIONS_IN_NESTED, shownApart } from './dashboards-apart';

export interface StackDashboardsProps {
  readonly stack: Stack;
  readonly dashboardName: string;
  readonly plan: Plan;
  readonly alarms: readonly { readonly severity: Severity; readonly arn: string }[];
  readonly others: readonly string[];
  /** Whether each dashboard stands in a nested stack of its own. */
  readonly nested: boolean;
  /** Where things are made in another template. */
  readonly scopeIn: (template: Stack) => Construct;
  /** The name of a dashboard that stands apart. */
  readonly nameFor: (template: Stack) => string;
}

/** The dashboards of a stack and of the stacks nested in it; how many. */
export function stackDashboards(scope: Construct, props: StackDashboardsProps): number {
  const { stack, plan, dashboardName, alarms, others, nested } = props;
  const apart = shownApart(plan.resources, stack, nested);
  const elsewhere = new Set(apart.flatMap(({ resources }) => resources));
  const here = plan.resources.filter((planned) => !elsewhere.has(planned));
  const further = apart.flatMap((group) => dashboardsApart(group, props));
  const linked = [...others, ...further];
  if (here.length === 0 && alarms.length === 0 && linked.length === 0) return 0;
  const { dashboards } = new ServiceDashboard(scope, 'Dashboards', {
    dashboardName,
    plan: { ...plan, resources: here },
    alarms,
    others: linked,
    ...(nested
      ? { maxSections: SECTIONS_IN_NESTED, scopeOf: (page) => nestedStack(scope, `Dashboard${page + 1}`) }
      : {}),
  });
  return dashboards.length + further.length;
}
