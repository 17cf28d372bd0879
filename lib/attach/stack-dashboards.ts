import { type CfnCondition, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { Severity } from '../alarms/severity';
import { ServiceDashboard } from '../dashboards/service-dashboard';
import type { Plan, PlannedResource } from '../plan/plan';
import { nestedStack } from './bucket';
import { roomIn } from './room';

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

/** A nested stack has at most 200 parameters: one for each name of a resource on its dashboard. */
const SECTIONS_IN_NESTED = 40;

/** The dashboards of a stack and of the stacks nested in it; how many. */
export function stackDashboards(scope: Construct, props: StackDashboardsProps): number {
  const { stack, plan, dashboardName, alarms, others, nested } = props;
  const apart = new Map<Stack, PlannedResource[]>();
  const here = plan.resources.filter((planned) => {
    const template = templateThatNames(planned, stack, nested);
    if (template !== undefined) apart.set(template, [...(apart.get(template) ?? []), planned]);
    return template === undefined;
  });
  const further = [...apart].flatMap(([template, resources]) => conditionalDashboards(template, resources, props));
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

/** A template can only name what is always created in another one: which one has to show a resource; `undefined` for any. */
function templateThatNames({ resource }: PlannedResource, stack: Stack, nested: boolean): Stack | undefined {
  const { construct } = resource;
  if (construct === undefined || !CfnResource.isCfnResource(construct)) return undefined;
  const own = construct.stack;
  if (resource.condition !== undefined) return nested || own !== stack ? own : undefined;
  for (let inner: Stack | undefined = own; inner !== undefined && inner !== stack; inner = inner.nestedStackParent) {
    if (inner.nestedStackResource?.cfnOptions.condition !== undefined) return inner;
  }
  return undefined;
}

/** Beside what is conditional; the names of the dashboards. None where the template has no room. */
function conditionalDashboards(
  template: Stack,
  resources: readonly PlannedResource[],
  { plan, scopeIn, nameFor }: StackDashboardsProps,
): string[] {
  if (roomIn(template) <= 0) return [];
  const dashboardName = nameFor(template);
  const { dashboards } = new ServiceDashboard(scopeIn(template), 'ConditionalDashboards', {
    dashboardName,
    plan: { ...plan, resources },
    alarms: [],
  });
  const [condition, ...more] = new Set(resources.map(({ resource }) => conditionOf(resource.construct)));
  if (condition !== undefined && more.length === 0) {
    for (const { node } of dashboards) (node.defaultChild as CfnResource).cfnOptions.condition = condition;
  }
  return dashboards.map((_, index) => (index === 0 ? dashboardName : `${dashboardName}-${index + 1}`));
}

function conditionOf(construct: IConstruct | undefined): CfnCondition | undefined {
  return construct !== undefined && CfnResource.isCfnResource(construct) ? construct.cfnOptions.condition : undefined;
}
