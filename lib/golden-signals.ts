import { Lazy, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { Severity } from './alarms/severity';
import { beforeSynthesis, isInStack, stillOpen } from './attach/assemblies';
import { includeDeployed, includeTemplate } from './attach/include';
import { IncludedTemplate } from './attach/included-template';
import { MonitoringScope } from './attach/monitoring-scope';
import { Names } from './attach/names';
import { ObservedAssemblies } from './attach/observed-assemblies';
import { type OtherMonitoring, type OwnNames, ownNames } from './attach/own-names';
import { stackOfItsOwn } from './attach/own-stack';
import { type Asked, planAssembly, sourcesOf } from './attach/plan-assembly';
import { type Made, Provisioner } from './attach/provisioner';
import { RouteEnvironments } from './attach/route-environments';
import { type LeaveOut, tellLeftOut, tellNothingWatched, tellPlan } from './attach/tell';
import { watchable } from './attach/watchable';
import { monthlyPrice } from './cost/price';
import type { TemplateResources } from './discover/template-resources';
import type { GoldenSignalsProps } from './golden-signals-props';
import { AlertRoutes } from './notify/alert-routes';
import type { Plan } from './plan/plan';
import { SettingsCheck } from './plan/settings-check';
import { GoldenSignalsError } from './private/errors';
import { tokenName } from './private/token-name';
import {
  readProps,
  readWatchMetricsOptions,
  readWatchOptions,
  refuseContract,
  refuseTarget,
} from './settings/check-code';
import { leaveOwnOut } from './settings/leave-own-out';
import { contractDefinition } from './signals/contract-definition';
import type { MetricContract } from './signals/metric-contract';
import type { WatchMetricsOptions } from './signals/watch-metrics-options';
import type { WatchOptions } from './watch-options';

const SYMBOL = Symbol.for('cdk-golden-signals.GoldenSignals');

/**
 * Watches a service: the four golden signals of its resources, default alarms, one dashboard, log retention, and
 * alerts to the channels.
 *
 * ```ts
 * const monitoring = new GoldenSignals(this, 'Monitoring', { channels: [new EmailChannel('ops@example.com')] });
 * monitoring.watch(this);
 * ```
 */
export class GoldenSignals extends Construct {
  /** Whether a construct is a `GoldenSignals`, also one from another copy of this package. */
  public static isGoldenSignals(construct: IConstruct): boolean {
    return SYMBOL in construct;
  }

  private readonly asked: { -readonly [Part in keyof Asked]: Asked[Part][number][] } = {
    targets: [],
    templates: [],
    contracts: [],
  };
  private readonly props: GoldenSignalsProps;
  private readonly home: Stack;
  /** Where things are made at home, and told: CDK shows only what is told in a stack. */
  private readonly scope: Construct;
  private readonly own: OwnNames;
  private readonly names: Names;
  private readonly routes: RouteEnvironments;
  private readonly provisioner: Provisioner;
  private readonly assemblies: ObservedAssemblies;
  private readonly notifierAlarms: number;
  private readonly check = new SettingsCheck();
  private readonly leaveOut: LeaveOut = (...left) => tellLeftOut(this.scope, ...left);
  private resourcesFound = 0;
  private provisioned = false;

  public constructor(scope: Construct, id: string, props: GoldenSignalsProps = {}) {
    super(stillOpen(scope, id), id);
    Object.defineProperty(this, SYMBOL, { value: true });
    const stack = isInStack(this) ? undefined : stackOfItsOwn(this);
    this.home = stack ?? Stack.of(this);
    this.scope = stack ?? this;
    this.props = readProps(props, this, this.scope);
    this.own = ownNames(this, this.home, this.props, this.others());
    const included = () => this.included();
    this.names = new Names({
      monitoring: this,
      home: this.home,
      dashboardName: this.own.dashboardName,
      asked: this.props.dashboardName !== undefined,
      isMonitoring,
      included,
    });
    const homeRoutes = this.createRoutes(this.scope);
    this.notifierAlarms = homeRoutes.notifierAlarms.length;
    this.routes = new RouteEnvironments(
      this.home,
      homeRoutes,
      (parent) => this.createRoutes(parent),
      (stack) => (stack === this.home ? this.scope : MonitoringScope.in(stack, this)),
    );
    this.provisioner = new Provisioner({
      monitoring: this,
      home: this.home,
      scope: this.scope,
      serviceName: this.own.serviceName,
      nestedStacks: this.props.nestedStacks ?? false,
      names: this.names,
      routes: this.routes,
      included,
      leaveOut: this.leaveOut,
    });
    this.assemblies = new ObservedAssemblies({
      monitoring: this,
      whenComplete: (assembly, isHome) => this.provision(assembly, isHome),
      leaveOut: this.leaveOut,
    });
    beforeSynthesis(this.node.root, () => this.observeTargets());
  }

  /**
   * Watches a resource, or everything at and below a construct or a stack: L2, L1 and imported resources, and the
   * dead-letter queues and log groups that they name. What that is, is decided when the tree is complete, so that
   * resources that are added later are watched too. A resource that several calls cover follows the last one.
   */
  public watch(target: IConstruct, options: WatchOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watch');
    refuseTarget(target, this);
    const { exclude = [], ...settings } = readWatchOptions('watch()', options, this);
    this.asked.targets.push({ construct: target, exclude, settings });
    this.observeTargets();
    return this;
  }

  /**
   * Watches a template that CDK did not write: of SAM, the Serverless Framework (compiled) or plain CloudFormation, JSON
   * or YAML. The template becomes part of this stack word for word, and its alarms stand beside its resources: deploy
   * the stack under the name that the template has been deployed with, or have the monitored template written by
   * `npx golden-signals watch-template` and deploy that as before.
   *
   * What is in stacks that the template nests is not watched, and a warning says so; that command watches them too.
   *
   * @param path of the template's file
   * @param options `exclude` has no effect: name resources in `GoldenSignalsProps.resources` to switch them off
   */
  public watchTemplate(path: string, options: WatchOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watchTemplate');
    const read = readWatchOptions('watchTemplate()', options, this);
    const count = this.included().length;
    const id = `Template${count === 0 ? '' : count + 1}`;
    return this.watchIncluded(includeTemplate(this.scope, id, path), read);
  }

  /**
   * Watches a stack that is deployed and that nobody can or wants to redeploy: its alarms stand in this stack.
   *
   * @param path of the lock file that `npx golden-signals discover --stack NAME --out FILE` wrote
   * @param options as of `watch`; `exclude` has no effect
   */
  public watchDeployed(path: string, options: WatchOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watchDeployed');
    const read = readWatchOptions('watchDeployed()', options, this);
    return this.watchIncluded(includeDeployed(this.scope, path), read);
  }

  /** Watches the metrics that a handler emits: the `contract` of its `defineMetrics`. */
  public watchMetrics(contract: MetricContract, options: WatchMetricsOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watchMetrics');
    refuseContract(contract, this);
    const read = readWatchMetricsOptions(options, this);
    // Made here once so that misuse is reported where it stands in the user's code.
    contractDefinition(contract, read, (value) => tokenName(value, this.home));
    this.asked.contracts.push({ contract, options: read });
    return this;
  }

  /**
   * Sends alarms of your own where those of a severity go: `alarm.addAlarmAction(monitoring.action(Severity.PAGE))`, and
   * `addOkAction` with the same to tell when it is over. They may stand in any stack of the app: what is in another one
   * names the topic, and imports nothing. Throws `NoRoute` where nobody is told of the severity: `info` without
   * `routes.info`.
   */
  public action(severity: Severity): IAlarmAction {
    return this.routes.action(severity, this);
  }

  private watchIncluded(resources: TemplateResources, { exclude: _constructs, ...settings }: WatchOptions): this {
    this.asked.templates.push({ resources, settings });
    return this;
  }

  private refuseWhenProvisioned(method: string): void {
    if (!this.provisioned) return;
    const message = `${method}() was called during synthesis, after the tree was complete`;
    throw new GoldenSignalsError('TooLate', message, this);
  }

  private others(): OtherMonitoring[] {
    const all = this.node.root.node.findAll().filter(GoldenSignals.isGoldenSignals) as GoldenSignals[];
    return all
      .filter((other) => other !== this)
      .map(({ node, home, own }) => ({ path: node.path, home, dashboardName: own.dashboardName }));
  }

  private createRoutes(scope: Construct): AlertRoutes {
    const { serviceName } = this.own;
    const dashboardName = Lazy.string({ produce: () => this.names.homeDashboard() });
    const { channels = [], routes = {} } = this.props;
    const made = new AlertRoutes(scope, 'Routes', { serviceName, dashboardName, channels, routes });
    leaveOwnOut(made);
    return made;
  }

  /** The templates that CDK did not write and that are watched here. */
  private included(): readonly IncludedTemplate[] {
    const hosts = this.asked.templates.map(({ resources }) => resources.host.construct);
    return hosts.filter(IncludedTemplate.isIncludedTemplate);
  }

  private observeTargets(): void {
    for (const { construct } of this.asked.targets) this.assemblies.observeOf(construct);
  }

  private provision(assembly: IConstruct, isHome: boolean): void {
    if (isHome) this.provisioned = true;
    const { home, own, props } = this;
    const { plan, tree } = planAssembly(assembly, this.asked, {
      home,
      isHome,
      check: this.check,
      serviceName: own.serviceName,
      props,
      isMonitoring,
    });
    if (this.assemblies.allSeen) this.check.refuse(sourcesOf(props));
    const fitting = watchable(plan, tree, home, this.leaveOut);
    this.report(fitting, this.provisioner.provision(fitting, isHome), isHome);
  }

  private report(plan: Plan, { resources, dashboards }: Made, isHome: boolean): void {
    const { total } = monthlyPrice(resources, { dashboards, notifierAlarms: this.notifierAlarms });
    tellPlan(this.scope, plan, total);
    this.resourcesFound += plan.resources.length;
    if (isHome && this.resourcesFound === 0) tellNothingWatched(this.scope);
  }
}

function isMonitoring(construct: IConstruct): boolean {
  return GoldenSignals.isGoldenSignals(construct) || MonitoringScope.isMonitoringScope(construct);
}
