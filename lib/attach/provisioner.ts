import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Severity } from '../alarms/severity';
import type { Plan, PlannedResource } from '../plan/plan';
import { outermost, stackNameOf } from '../private/stacks';
import { compactTemplate } from './compact-template';
import { IncludedTemplate } from './included-template';
import { MonitoringScope } from './monitoring-scope';
import type { Names } from './names';
import { resourceCount } from './room';
import type { RouteEnvironments } from './route-environments';
import { stackDashboards } from './stack-dashboards';
import { alarmArn, monitorStack, type ProvisionedAlarm } from './stack-monitoring';
import type { LeaveOut } from './tell';
import { stackOf } from './watchable';

const NO_ROOM =
  'its stack has no room for alarms within the limits of CloudFormation; move some of its resources to another stack';

const NO_TOPICS =
  'its own alarms that use action() tell nobody: the stack of the monitoring has no room for topics within the limits of CloudFormation; move some of its resources to another stack';

export interface ProvisionerProps {
  readonly monitoring: Construct;
  readonly home: Stack;
  /** Where things are made at home. */
  readonly scope: Construct;
  readonly serviceName: string;
  readonly nestedStacks: boolean;
  readonly names: Names;
  readonly routes: RouteEnvironments;
  readonly included: () => readonly IncludedTemplate[];
  readonly leaveOut: LeaveOut;
}

/** What is made for a stack, and for the stacks nested in it. */
interface Host {
  readonly alarms: ProvisionedAlarm[];
  readonly planned: PlannedResource[];
  nested: boolean;
}

/** What was made of a plan. */
export interface Made {
  readonly resources: readonly PlannedResource[];
  readonly dashboards: number;
}

/** Makes of plans what is deployed: alarms beside what they watch, a dashboard for each stack, the overview at home. */
export class Provisioner {
  private readonly alarms: ProvisionedAlarm[] = [];
  private readonly furtherDashboards: string[] = [];

  public constructor(private readonly props: ProvisionerProps) {}

  /** Provisions the plan of one assembly, as far as there is room. */
  public provision(plan: Plan, isHome: boolean): Made {
    const { home, scope, included, routes, leaveOut } = this.props;
    // What CDK did not write stays one template.
    if (included().length === 0) routes.settle();
    const hosts = this.monitorStacks(plan, isHome);
    if (isHome && this.hasNoRoom()) {
      routes.leaveHome();
      hosts.delete(home);
    }
    for (const { node } of isHome ? routes.unheard : []) leaveOut(node.path, 'no-room', NO_TOPICS);
    // Others first: the overview links to them.
    const ordered = [...hosts].sort(([a], [b]) => Number(a === home) - Number(b === home));
    const dashboards = ordered.reduce((sum, [stack, host]) => sum + this.showStack(stack, host, plan), 0);
    for (const template of isHome ? included() : []) {
      const own = new Set(scope.node.findAll());
      const others = home.node.findAll().filter((node) => IncludedTemplate.isIncludedTemplate(node) || !own.has(node));
      template.refuse(others);
      template.rename([...own]);
    }
    for (const stack of new Set([...hosts.keys(), ...this.alarms.map((alarm) => alarm.stack)])) compactTemplate(stack);
    return { resources: [...hosts.values()].flatMap(({ planned }) => planned), dashboards };
  }

  private monitorStacks(plan: Plan, isHome: boolean): Map<Stack, Host> {
    const { home, nestedStacks, names, routes, leaveOut } = this.props;
    const hosts = new Map<Stack, Host>();
    const hostOf = (stack: Stack): Host => {
      // The home dashboard stands where the monitoring stands, also in a nested stack.
      const outer = stack === home ? stack : outermost(stack);
      const host = hosts.get(outer) ?? { alarms: [], planned: [], nested: nestedStacks };
      hosts.set(outer, host);
      return host;
    };
    if (isHome) {
      const notifierAlarms = routes.homeRoutes?.notifierAlarms ?? [];
      const own = notifierAlarms.map(({ alarmName: name, alarmArn: arn }) => ({ name, arn }));
      hostOf(home).alarms.push(...own.map((alarm) => ({ ...alarm, severity: Severity.PAGE, stack: home })));
    }
    for (const [stack, planned] of byStack(plan, home)) {
      const host = hostOf(stack);
      const made = monitorStack(this.scopeIn(stack), {
        stack,
        planned,
        actionOf: (severity, consumer) => routes.of(stack).actionOf(severity, consumer),
        eventTopicArnOf: (severity, consumer) => routes.of(stack).eventTopicArn(severity, consumer),
        claimName: (name, claimant) => names.alarm(name, claimant),
        nested: nestedStacks,
        reserved: 2 + Math.ceil(planned.length / 40),
      });
      host.alarms.push(...made.alarms);
      host.planned.push(...made.planned);
      host.nested ||= made.nested;
      this.alarms.push(...made.alarms);
      for (const { resource } of made.noRoom) leaveOut(resource.path, 'no-room', NO_ROOM);
      for (const { planned: entry, alarmIds } of made.without) {
        leaveOut(entry.resource.path, 'no-room', `${alarmIds.join(', ')}: ${NO_ROOM}`);
      }
    }
    return hosts;
  }

  /** The dashboards of a stack; the one at home shows the alarms of all stacks of its account. */
  private showStack(stack: Stack, { alarms, planned, nested }: Host, plan: Plan): number {
    const { home, names, serviceName } = this.props;
    const isHome = stack === home;
    const dashboardName = isHome ? names.homeDashboard() : names.dashboardOf(stack);
    const shown = isHome
      ? [...alarms, ...this.alarms.filter((alarm) => !alarms.includes(alarm) && alarm.stack.account === stack.account)]
      : alarms;
    const dashboards = stackDashboards(this.scopeIn(stack), {
      stack,
      dashboardName,
      plan: { ...plan, resources: planned, serviceName: isHome ? serviceName : stackNameOf(stack) },
      alarms: shown.map((alarm) => ({
        severity: alarm.severity,
        arn: alarm.stack === stack && !nested ? alarm.arn : alarmArn(alarm.name, stack, alarm.stack),
      })),
      others: isHome ? this.furtherDashboards : [],
      nested,
      scopeIn: (template) => this.scopeIn(template),
      nameFor: (template) => names.dashboardOf(template),
    });
    if (!isHome) this.furtherDashboards.push(dashboardName);
    return dashboards;
  }

  /** In a template that is as large as CloudFormation allows, not even topics or a dashboard fit: it stays as it is. */
  private hasNoRoom(): boolean {
    const { included, home, routes } = this.props;
    if (included().length === 0) return routes.homeRoutes === undefined;
    return this.alarms.length === 0 && resourceCount(home) > 500;
  }

  private scopeIn(stack: Stack): Construct {
    const { home, scope, monitoring } = this.props;
    return stack === home ? scope : MonitoringScope.in(stack, monitoring);
  }
}

function byStack(plan: Plan, home: Stack): Map<Stack, PlannedResource[]> {
  const stacks = new Map<Stack, PlannedResource[]>();
  for (const planned of plan.resources) {
    const stack = stackOf(planned, home);
    stacks.set(stack, [...(stacks.get(stack) ?? []), planned]);
  }
  return stacks;
}
