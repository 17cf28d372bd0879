import { Stack, Validations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { assemblyOf, beforeSynthesis, isSynthesized, stagesIn } from './attach/assemblies';
import { includeDeployed, includeTemplate } from './attach/include';
import { IncludedTemplate } from './attach/included-template';
import { MonitoringScope } from './attach/monitoring-scope';
import { defaultDashboardName, Names } from './attach/names';
import { stackOfItsOwn } from './attach/own-stack';
import { type Asked, planAssembly, sourcesOf } from './attach/plan-assembly';
import { type Made, Provisioner } from './attach/provisioner';
import { RouteEnvironments } from './attach/route-environments';
import { watchable } from './attach/watchable';
import { monthlyPrice } from './cost/price';
import type { TemplateResources } from './discover/template-resources';
import type { GoldenSignalsProps } from './golden-signals-props';
import { AlertRoutes } from './notify/alert-routes';
import type { Plan } from './plan/plan';
import { SettingsCheck } from './plan/settings-check';
import { GoldenSignalsError } from './private/errors';
import { stackNameOf } from './private/stacks';
import { tokenName } from './private/token-name';
import { whenTreeIsComplete } from './private/when-tree-is-complete';
import {
  readProps,
  readWatchMetricsOptions,
  readWatchOptions,
  refuseContract,
  refuseTarget,
  typosIn,
} from './settings/check-code';
import { contractDefinition } from './signals/contract-definition';
import type { MetricContract } from './signals/metric-contract';
import type { WatchMetricsOptions } from './signals/watch-metrics-options';
import type { WatchOptions } from './watch-options';

const SYNTHESIZED =
  'it is synthesized already, as CDK Pipelines does with a stage that is added, so nothing in it is watched; call watch() with the stage before it is added, or put a GoldenSignals into its stacks';

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
  /** Where things are made at home. */
  private readonly scope: Construct;
  private readonly serviceName: string;
  private readonly dashboardName: string;
  private readonly provisioner: Provisioner;
  private readonly notifierAlarms: number;
  private readonly observed = new Set<IConstruct>();
  /** Assemblies that are still to be planned. */
  private readonly pending = new Set<IConstruct>();
  private readonly check = new SettingsCheck();
  private allSeen = true;
  private resourcesFound = 0;
  private provisioned = false;

  public constructor(scope: Construct, id: string, props: GoldenSignalsProps = {}) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.props = readProps(props, this);
    for (const typo of typosIn(props)) Validations.of(this).addWarning('golden-signals:unknown-property', typo);
    const own = this.node.scopes.some(Stack.isStack) ? undefined : stackOfItsOwn(this);
    this.home = own ?? Stack.of(this);
    this.scope = own ?? this;
    this.serviceName = this.props.serviceName ?? this.defaultServiceName();
    const taken = this.others(this.node.root).map(({ dashboardName }) => dashboardName);
    this.refuseSameDashboard();
    this.dashboardName = this.props.dashboardName ?? defaultDashboardName(this.serviceName, this.home, taken);
    const homeRoutes = this.createRoutes(this.scope);
    this.notifierAlarms = homeRoutes.notifierAlarms.length;
    const included = () => this.included();
    this.provisioner = new Provisioner({
      monitoring: this,
      home: this.home,
      scope: this.scope,
      serviceName: this.serviceName,
      nestedStacks: this.props.nestedStacks ?? false,
      names: new Names(this, this.dashboardName, included),
      routes: new RouteEnvironments(
        this.home,
        homeRoutes,
        (parent) => this.createRoutes(parent),
        (stack) => (stack === this.home ? this.scope : MonitoringScope.in(stack, this)),
      ),
      included,
      leaveOut: (path, warning, why) => this.leaveOut(path, warning, why),
    });
    this.observe(assemblyOf(this));
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

  private watchIncluded(resources: TemplateResources, { exclude: _constructs, ...settings }: WatchOptions): this {
    this.asked.templates.push({ resources, settings });
    return this;
  }

  private refuseWhenProvisioned(method: string): void {
    if (this.provisioned) {
      throw new GoldenSignalsError(
        'TooLate',
        `${method}() was called during synthesis, after the tree was complete`,
        this,
      );
    }
  }

  private others(below: IConstruct): GoldenSignals[] {
    const all = below.node.findAll().filter(GoldenSignals.isGoldenSignals) as GoldenSignals[];
    return all.filter((other) => other !== this);
  }

  private refuseSameDashboard(): void {
    const { dashboardName } = this.props;
    const other = this.others(this.home).find((one) => one.dashboardName === dashboardName);
    if (dashboardName === undefined || other === undefined) return;
    const message = `${other.node.path} has the dashboard "${dashboardName}" already; give one of them another dashboardName, or leave it out`;
    throw new GoldenSignalsError('DashboardNameTaken', message, this);
  }

  /** A second monitoring in the same stack may not take the names of the first. */
  private defaultServiceName(): string {
    const name = stackNameOf(this.home);
    return this.others(this.home).length === 0 ? name : `${name}-${this.node.id}`;
  }

  private createRoutes(scope: Construct): AlertRoutes {
    const { serviceName, dashboardName } = this;
    const { channels = [], routes = {} } = this.props;
    return new AlertRoutes(scope, 'Routes', { serviceName, dashboardName, channels, routes });
  }

  /** The templates that CDK did not write and that are watched here. */
  private included(): readonly IncludedTemplate[] {
    const hosts = this.asked.templates.map(({ resources }) => resources.host.construct);
    return hosts.filter(IncludedTemplate.isIncludedTemplate);
  }

  private observeTargets(): void {
    for (const { construct } of this.asked.targets) {
      for (const assembly of [assemblyOf(construct), ...stagesIn(construct)]) this.observe(assembly);
    }
  }

  /** Each stage is synthesized for itself, before the app that it stands in. */
  private observe(assembly: IConstruct): void {
    if (this.observed.has(assembly)) return;
    this.observed.add(assembly);
    const isHome = assembly === assemblyOf(this);
    if (!isHome && isSynthesized(assembly)) {
      this.allSeen = false;
      this.leaveOut(assembly.node.path, 'stage-synthesized', SYNTHESIZED);
      return;
    }
    this.pending.add(assembly);
    whenTreeIsComplete(isHome ? this : (assembly as Construct), () => this.provision(assembly, isHome));
  }

  private provision(assembly: IConstruct, isHome: boolean): void {
    if (isHome) this.provisioned = true;
    const { home, serviceName, props } = this;
    const { plan, tree } = planAssembly(assembly, this.asked, {
      home,
      isHome,
      check: this.check,
      serviceName,
      props,
      isMonitoring: (node) => GoldenSignals.isGoldenSignals(node) || MonitoringScope.isMonitoringScope(node),
    });
    this.pending.delete(assembly);
    if (this.pending.size === 0 && this.allSeen) this.check.refuse(sourcesOf(props));
    const fitting = watchable(plan, tree, home, (path, id, why) => this.leaveOut(path, id, why));
    this.report(fitting, this.provisioner.provision(fitting, isHome), isHome);
  }

  private leaveOut(path: string, id: string, why: string): void {
    this.node.addMetadata('golden-signals:left-out', `${path}: ${why}`);
    Validations.of(this).addWarning(`golden-signals:${id}`, `${path}: ${why}`);
  }

  /** What a reader of the template and of `cdk synth` is told. */
  private report(plan: Plan, made: Made, isHome: boolean): void {
    const { warnings, leftOut, resources } = plan;
    for (const { id, path, message } of warnings) {
      Validations.of(this).addWarning(id, `${path}: ${message}`);
    }
    for (const { path, why } of leftOut) this.node.addMetadata('golden-signals:left-out', `${path}: ${why}`);
    const price = monthlyPrice(made.resources, { dashboards: made.dashboards, notifierAlarms: this.notifierAlarms });
    this.node.addMetadata(
      'golden-signals:price',
      `${price.total.toFixed(2)} USD a month at most, before the free tier`,
    );
    this.resourcesFound += resources.length;
    if (isHome && this.resourcesFound === 0) {
      Validations.of(this).addWarning(
        'golden-signals:nothing-watched',
        'nothing is watched: call watch() with a stack, a construct or a resource of a known type',
      );
    }
  }
}
