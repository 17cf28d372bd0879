import { type CfnCondition, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { ServiceDashboard } from '../dashboards/service-dashboard';
import type { Plan, PlannedResource } from '../plan/plan';
import { nestedStack } from './bucket';
import { isTied } from './foreign-references';
import { roomForCounted, roomIn } from './room';

/** A nested stack has at most 200 parameters: one for each name of a resource on its dashboard. */
export const SECTIONS_IN_NESTED = 40;

/** And at most 200 outputs, some of them the user's: one for each name that a dashboard elsewhere shows. */
const MAX_NAMED_ELSEWHERE = 75;

/** Resources that only a dashboard in their own template can show. */
export interface Apart {
  readonly template: Stack;
  readonly resources: PlannedResource[];
  /** Whether they are conditional, or their names are: then no nested stack may name them either. */
  readonly conditional: boolean;
}

/**
 * What the dashboard of a stack cannot name: a template can only name what is always created in another one, and of
 * another one not too much.
 */
export function shownApart(resources: readonly PlannedResource[], stack: Stack, nested: boolean): Apart[] {
  const named = new Map<Stack, number>();
  for (const { resource } of resources) {
    for (const template of nestedAround(resource.construct, stack)) {
      named.set(template, (named.get(template) ?? 0) + 1);
    }
  }
  const groups = new Map<string, Apart>();
  const put = (template: Stack, conditional: boolean, planned: PlannedResource) => {
    const key = `${template.node.addr} ${conditional}`;
    const group = groups.get(key) ?? { template, resources: [], conditional };
    group.resources.push(planned);
    groups.set(key, group);
  };
  for (const planned of resources) {
    const { construct, condition } = planned.resource;
    if (construct === undefined || !CfnResource.isCfnResource(construct)) continue;
    const around = nestedAround(construct, stack);
    const conditional = around.find((inner) => inner.nestedStackResource?.cfnOptions.condition !== undefined);
    const crowded = around.some((inner) => named.get(inner)! > MAX_NAMED_ELSEWHERE);
    const outside = nested || around.length > 0;
    if (outside && (condition !== undefined || isTied(planned))) put(construct.stack, true, planned);
    else if (crowded) put(construct.stack, false, planned);
    else if (conditional !== undefined) put(conditional, true, planned);
  }
  return [...groups.values()];
}

/** The nested stacks between a resource and a stack, from the inside. */
function nestedAround(construct: IConstruct | undefined, stack: Stack): Stack[] {
  if (construct === undefined || !CfnResource.isCfnResource(construct)) return [];
  const around: Stack[] = [];
  for (let inner: Stack | undefined = construct.stack; inner !== undefined; inner = inner.nestedStackParent) {
    if (inner === stack) return around;
    around.push(inner);
  }
  return around;
}

export interface DashboardsApartProps {
  readonly plan: Plan;
  /** Where things are made in another template. */
  readonly scopeIn: (template: Stack) => Construct;
  /** The name of a dashboard that stands apart. */
  readonly nameFor: (template: Stack) => string;
}

/** The names of the dashboards that stand apart. None where the template has no room for them. */
export function dashboardsApart(
  { template, resources, conditional }: Apart,
  { plan, scopeIn, nameFor }: DashboardsApartProps,
): string[] {
  const pages = Math.ceil(resources.length / SECTIONS_IN_NESTED);
  if (conditional ? roomIn(template) < pages : roomForCounted(template) < pages) return [];
  const scope = scopeIn(template);
  const dashboardName = nameFor(template);
  const { dashboards } = new ServiceDashboard(scope, conditional ? 'ConditionalDashboards' : 'OwnDashboards', {
    dashboardName,
    plan: { ...plan, resources },
    alarms: [],
    maxSections: SECTIONS_IN_NESTED,
    ...(conditional ? {} : { scopeOf: (page) => nestedStack(scope, `OwnDashboard${page + 1}`) }),
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
