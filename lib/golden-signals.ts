import { Stack, Stage, Token, Validations } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { Severity } from './alarms/severity';
import { assemblyOf, beforeSynthesis, stagesIn } from './attach/assemblies';
import { regionProblem } from './attach/condition';
import { outermost, sameEnvironment } from './attach/environment';
import { newImports } from './attach/foreign-references';
import { IncludedTemplate } from './attach/included-template';
import { MonitoringScope } from './attach/monitoring-scope';
import { stackNameOf, stackOfItsOwn } from './attach/own-stack';
import { resourceCount } from './attach/room';
import { stackDashboards } from './attach/stack-dashboards';
import { alarmArn, monitorStack, type ProvisionedAlarm } from './attach/stack-monitoring';
import { monthlyPrice } from './cost/price';
import { findResources } from './discover/find-resources';
import { namesOf, readLockFile, templateOf } from './discover/lock-file';
import { ResourceTree } from './discover/resource-tree';
import { readTemplate } from './discover/template-file';
import { TemplateResources } from './discover/template-resources';
import { applyLogPolicy } from './logs/apply-log-policy';
import type { LogPolicy } from './logs/log-policy';
import { AlertRoutes } from './notify/alert-routes';
import type { IChannel } from './notify/channel';
import type { Routes } from './notify/routes';
import { makePlan, type Watched } from './plan/make-plan';
import type { Plan, PlannedResource } from './plan/plan';
import { GoldenSignalsError } from './private/errors';
import { whenTreeIsComplete } from './private/when-tree-is-complete';
import { definitions } from './resources/generated/registry';
import { logGroup } from './resources/log-group';
import type { ServiceSettings } from './settings/service-settings';
import type { Settings } from './settings/settings';
import { contractDefinition, contractResource } from './signals/contract-definition';
import type { MetricContract } from './signals/metric-contract';
import type { WatchMetricsOptions } from './signals/watch-metrics-options';
import type { WatchOptions } from './watch-options';

/** Properties of `GoldenSignals`. */
export interface GoldenSignalsProps extends ServiceSettings {
  /**
   * What the service is called, on the dashboard and in alerts.
   *
   * @default - the name of the stack
   */
  readonly serviceName?: string;

  /**
   * Who is told of pages and tickets.
   *
   * @default - nobody; alarms publish to topics that you can subscribe to, and a warning says so
   */
  readonly channels?: IChannel[];

  /**
   * Channels for single severities, in place of `channels`.
   *
   * @default - pages and tickets go to `channels`, info only shows
   */
  readonly routes?: Routes;

  /**
   * What is done with log groups.
   *
   * @default - three months of retention where there is none; ERROR and WARN lines are counted
   */
  readonly logs?: LogPolicy;

  /**
   * Name of the dashboard; unique in the account and region.
   *
   * @default - `<service name>-golden-signals`
   */
  readonly dashboardName?: string;

  /**
   * Settings from a file or plain data, for values that differ by environment. At the same level of the cascade they
   * win over what is said here.
   *
   * @default - only what is said here
   */
  readonly settings?: Settings;

  /**
   * Put alarms and dashboards into nested stacks from the beginning. They go there by themselves when a template would
   * exceed CloudFormation's limits; alarms then change their names once.
   *
   * @default - only when a template would exceed a limit
   */
  readonly nestedStacks?: boolean;
}

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

  private readonly targets: { readonly construct: IConstruct; readonly options: WatchOptions }[] = [];
  private readonly contracts: { readonly contract: MetricContract; readonly options: WatchMetricsOptions }[] = [];
  private readonly templates: { readonly resources: TemplateResources; readonly options: WatchOptions }[] = [];
  private readonly home: Stack;
  /** Where things are made at home. */
  private readonly scope: Construct;
  private readonly alertRoutes: AlertRoutes;
  /** Routes in stacks of other accounts and regions. */
  private readonly furtherRoutes: { readonly stack: Stack; readonly routes: AlertRoutes }[] = [];
  private readonly serviceName: string;
  private readonly dashboardName: string;
  private readonly observed = new Set<IConstruct>();
  private readonly claimed = new Set<string>();
  private readonly alarms: ProvisionedAlarm[] = [];
  private readonly furtherDashboards: string[] = [];
  private resourcesFound = 0;
  private provisioned = false;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GoldenSignalsProps = {},
  ) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    const own = this.node.scopes.some(Stack.isStack) ? undefined : stackOfItsOwn(this);
    this.home = own ?? Stack.of(this);
    this.scope = own ?? this;
    this.serviceName = props.serviceName ?? this.distinct(stackNameOf(this.home));
    this.dashboardName = props.dashboardName ?? this.distinctDashboardName();
    this.alertRoutes = this.createRoutes(this.scope);
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
    this.targets.push({ construct: target, options });
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
    const { content, expanded } = readTemplate(path);
    const id = `Template${this.templates.length === 0 ? '' : this.templates.length + 1}`;
    const construct = new IncludedTemplate(this.scope, id, content, Object.keys(expanded.Resources).length);
    const { region } = this.home;
    const host = {
      construct,
      stackName: stackNameOf(this.home),
      ...(Token.isUnresolved(region) ? {} : { region }),
    };
    const declared = content.Resources as Record<string, { Metadata?: unknown } | undefined>;
    const resources = new TemplateResources(expanded, (logicalId) => declared[logicalId]?.Metadata, host);
    this.templates.push({ resources, options });
    return this;
  }

  /**
   * Watches a stack that is deployed and that nobody can or wants to redeploy: its alarms stand in this stack.
   *
   * @param path of the lock file that `npx golden-signals discover --stack NAME --out FILE` wrote
   * @param options as of `watch`; `exclude` has no effect
   */
  public watchDeployed(path: string, options: WatchOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watchDeployed');
    const lock = readLockFile(path);
    const { region } = this.home;
    if (!Token.isUnresolved(region) && region !== lock.region) {
      throw new GoldenSignalsError(
        'WrongRegion',
        `${path} is of a stack in ${lock.region}, and alarms see metrics of their own region only: watch it in a stack of ${lock.region}`,
        this,
      );
    }
    const construct = new Construct(this.scope, `Deployed-${lock.stackName}`);
    const host = { construct, stackName: lock.stackName, region: lock.region, names: namesOf(lock) };
    const metadataOf = (logicalId: string) => lock.resources[logicalId]?.metadata;
    this.templates.push({ resources: new TemplateResources(templateOf(lock), metadataOf, host), options });
    return this;
  }

  /** Watches the metrics that a handler emits: the `contract` of its `defineMetrics`. */
  public watchMetrics(contract: MetricContract, options: WatchMetricsOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watchMetrics');
    // Made here once so that misuse is reported where it stands in the user's code.
    contractDefinition(contract, options);
    this.contracts.push({ contract, options });
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

  /** A second monitoring in the same stack may not take the names of the first. */
  private distinct(stackName: string): string {
    const first = this.home.node.findAll().find(GoldenSignals.isGoldenSignals);
    return first === this || first === undefined ? stackName : `${stackName}-${this.node.id}`;
  }

  /** Dashboards are global in an account: a stack of the same name in another region has one too. */
  private distinctDashboardName(): string {
    const name = `${this.serviceName.replace(/[^A-Za-z0-9_-]+/g, '-')}-golden-signals`;
    const others = this.node.root.node.findAll().filter((node) => GoldenSignals.isGoldenSignals(node) && node !== this);
    if (!others.some((other) => (other as GoldenSignals).dashboardName === name)) return name;
    const { region } = this.home;
    return `${name}-${Token.isUnresolved(region) ? this.node.addr.slice(-8) : region}`;
  }

  private scopeIn(stack: Stack): Construct {
    return stack === this.home ? this.scope : MonitoringScope.in(stack, this);
  }

  private createRoutes(scope: Construct): AlertRoutes {
    const { serviceName, dashboardName } = this;
    const { channels = [], routes = {} } = this.props;
    return new AlertRoutes(scope, 'Routes', { serviceName, dashboardName, channels, routes });
  }

  private observeTargets(): void {
    for (const { construct } of this.targets) {
      for (const assembly of [assemblyOf(construct), ...stagesIn(construct)]) this.observe(assembly);
    }
  }

  /** Each stage is synthesized for itself, before the app that it stands in. */
  private observe(assembly: IConstruct): void {
    if (this.observed.has(assembly)) return;
    this.observed.add(assembly);
    const isHome = assembly === assemblyOf(this);
    whenTreeIsComplete(isHome ? this : (assembly as Construct), () => this.provision(assembly, isHome));
  }

  private provision(assembly: IConstruct, isHome: boolean): void {
    if (isHome) this.provisioned = true;
    const { plan, tree } = this.plan(assembly, isHome);
    const fitting = this.withoutForeign(plan, tree);
    const byStack = new Map<Stack, PlannedResource[]>();
    for (const planned of fitting.resources) {
      const stack = planned.resource.construct === undefined ? this.home : Stack.of(planned.resource.construct);
      byStack.set(stack, [...(byStack.get(stack) ?? []), planned]);
    }
    const hosts = new Map<Stack, { alarms: ProvisionedAlarm[]; planned: PlannedResource[]; nested: boolean }>();
    const hostOf = (stack: Stack) => {
      // Its own dashboard stands where the monitoring stands, also in a nested stack.
      const outer = stack === this.home ? stack : outermost(stack);
      const host = hosts.get(outer) ?? { alarms: [], planned: [], nested: this.props.nestedStacks ?? false };
      hosts.set(outer, host);
      return host;
    };
    if (isHome) {
      const { notifierAlarms } = this.alertRoutes;
      const own = notifierAlarms.map((alarm) => ({
        severity: Severity.PAGE,
        name: alarm.alarmName,
        stack: this.home,
        arn: alarm.alarmArn,
        conditional: false,
      }));
      hostOf(this.home).alarms.push(...own);
    }
    for (const [stack, planned] of byStack) {
      const host = hostOf(stack);
      const made = monitorStack(this.scopeIn(stack), {
        stack,
        planned,
        actionOf: (severity, consumer) => this.routesFor(stack).actionOf(severity, consumer),
        eventTopicArnOf: (severity, consumer) => this.routesFor(stack).eventTopicArn(severity, consumer),
        claimName: (name, home) => this.claimName(name, home),
        nested: this.props.nestedStacks ?? false,
        reserved: 2 + Math.ceil(planned.length / 40),
      });
      host.alarms.push(...made.alarms);
      host.planned.push(...made.planned);
      host.nested ||= made.nested;
      this.alarms.push(...made.alarms);
      for (const { resource } of made.noRoom) this.leaveOut(resource.path, 'no-room', NO_ROOM);
      for (const { planned: entry, alarmIds } of made.without) {
        this.leaveOut(entry.resource.path, 'no-room', `${alarmIds.join(', ')}: ${NO_ROOM}`);
      }
    }
    if (isHome && this.hasNoRoom()) {
      this.scope.node.tryRemoveChild('Routes');
      hosts.delete(this.home);
    }
    let dashboards = 0;
    // Others first: the overview links to them.
    const ordered = [...hosts].sort(([a], [b]) => Number(a === this.home) - Number(b === this.home));
    for (const [stack, { alarms, planned, nested }] of ordered) {
      const isOwn = stack === this.home;
      const dashboardName = isOwn ? this.ownDashboardName() : this.dashboardNameOf(stack);
      const shown = isOwn ? [...alarms, ...this.alarms.filter((alarm) => !alarms.includes(alarm))] : alarms;
      dashboards += stackDashboards(this.scopeIn(stack), {
        stack,
        dashboardName,
        plan: { ...fitting, resources: planned, serviceName: isOwn ? this.serviceName : stackNameOf(stack) },
        alarms: shown
          .filter((alarm) => isOwn || alarm.stack === stack || outermost(alarm.stack) === stack)
          .filter((alarm) => alarm.stack === stack || alarm.stack.account === stack.account)
          .map((alarm) => ({
            severity: alarm.severity,
            arn: alarm.stack === stack && !nested ? alarm.arn : alarmArn(alarm.name, stack, alarm.stack),
          })),
        others: isOwn ? this.furtherDashboards : [],
        nested,
      });
      if (!isOwn) this.furtherDashboards.push(dashboardName);
    }
    for (const template of isHome ? this.included() : []) template.rename(this.scope.node.findAll());
    this.report(fitting, dashboards, isHome);
  }

  /** Beside a template that is as large as CloudFormation allows, not even the topics fit: it stays as it is. */
  private hasNoRoom(): boolean {
    return this.included().length > 0 && this.alarms.length === 0 && resourceCount(this.home) > 500;
  }

  /** The templates that CDK did not write and that are watched here. */
  private included(): readonly IncludedTemplate[] {
    return this.templates.map(({ resources }) => resources.host.construct).filter(IncludedTemplate.isIncludedTemplate);
  }

  /** Without what could only be watched by locking another stack. */
  private withoutForeign(plan: Plan, tree: ResourceTree): Plan {
    const resources = plan.resources.flatMap((planned): PlannedResource[] => {
      const { resource } = planned;
      const stack = resource.construct === undefined ? this.home : Stack.of(resource.construct);
      const elsewhere = newImports(planned, stack, tree);
      if (elsewhere.length > 0) {
        this.leaveOut(
          resource.path,
          'foreign-reference',
          'its metrics carry the name of a resource of another stack, which would have to export it; give that resource a physical name and refer to it by that',
        );
        return [];
      }
      const why = regionProblem(planned);
      if (why === undefined) return [planned];
      this.leaveOut(resource.path, 'metrics-elsewhere', why);
      return [{ ...planned, logFilters: [], signals: planned.signals.map((signal) => ({ ...signal, alarms: [] })) }];
    });
    return { ...plan, resources };
  }

  private leaveOut(path: string, id: string, why: string): void {
    this.node.addMetadata('golden-signals:left-out', `${path}: ${why}`);
    Validations.of(this).addWarning(`golden-signals:${id}`, `${path}: ${why}`);
  }

  /** The routes of the account and region of a stack: shared with home, or those in the first such stack. */
  private routesFor(stack: Stack): AlertRoutes {
    if (sameEnvironment(stack, this.home)) return this.alertRoutes;
    const first = outermost(stack);
    const known = this.furtherRoutes.find(
      (other) => sameEnvironment(other.stack, first) && assemblyOf(other.stack) === assemblyOf(first),
    );
    if (known !== undefined) return known.routes;
    const routes = this.createRoutes(this.scopeIn(first));
    this.furtherRoutes.push({ stack: first, routes });
    return routes;
  }

  /** Two monitorings may watch the same resource; each has its own alarms. */
  private claimName(name: string, stack: Stack): string {
    const claims = claimsOf(this.node.root);
    const key = `${stack.account} ${stack.region} ${stack.node.addr} ${name}`;
    const owner = claims.get(key) ?? this;
    claims.set(key, owner);
    const taken = this.included().some((template) => template.hasNamed(name));
    return owner === this && !taken ? name : `${name.slice(0, 200)}/${this.node.id.slice(0, 50)}`;
  }

  /** A template that is watched may have a dashboard of this name. */
  private ownDashboardName(): string {
    const taken = this.included().some((template) => template.hasNamed(this.dashboardName));
    return taken ? `${this.dashboardName}-${this.node.addr.slice(-8)}` : this.dashboardName;
  }

  /** Dashboards are global in an account, so stacks of one name in two regions are told apart. */
  private dashboardNameOf(stack: Stack): string {
    const name = `${this.dashboardName}-${stackNameOf(stack)}`;
    const taken = this.claimed.has(name);
    this.claimed.add(name);
    return taken ? `${name}-${stack.node.addr.slice(-8)}` : name;
  }

  private plan(assembly: IConstruct, isHome: boolean): { plan: Plan; tree: ResourceTree } {
    const { logs = {} } = this.props;
    const known = new Map(definitions);
    if (logs.countLines === false) for (const type of logGroup.types) known.delete(type);
    const inside = assembly.node.findAll();
    const notWatched = inside.filter(
      (node) =>
        GoldenSignals.isGoldenSignals(node) ||
        MonitoringScope.isMonitoringScope(node) ||
        (node !== assembly && Stage.isStage(node)),
    );
    const targets = this.targets.flatMap(({ construct, options }) => {
      const here = construct.node.scopes.includes(assembly);
      if (!here && !assembly.node.scopes.includes(construct)) return [];
      if (here && assemblyOf(construct) !== assembly) return [];
      return [
        {
          construct: here ? construct : assembly,
          exclude: new Set([...(options.exclude ?? []), ...notWatched]),
          settings: options,
          // An alarm of another stage is not known here.
          partly: stagesIn(construct).some((stage) => stage !== construct) || !here,
        },
      ];
    });
    applyLogPolicy(assembly, targets, logs);
    // Read after all log groups are in place, and once for all targets.
    const tree = new ResourceTree(assembly, known);
    const watched: Watched[] = targets.map(({ construct, exclude, settings, partly }) => ({
      found: findResources(construct, { definitions: known, tree, exclude }),
      settings,
      partly,
    }));
    for (const { resources, options } of isHome ? this.templates : []) {
      watched.push({ found: resources.find(known), settings: options });
    }
    for (const { contract, options } of isHome ? this.contracts : []) {
      const resource = contractResource(contract, options, stackNameOf(this.home));
      known.set(resource.type, [contractDefinition(contract, options)]);
      watched.push({ found: { resources: [resource], leftOut: [] } });
    }
    const sources = [{ where: 'GoldenSignalsProps', values: this.props }, ...(this.props.settings?.sources ?? [])];
    // What selects nothing in this stage may select something in another.
    const partly = this.observed.size > 1;
    return { tree, plan: makePlan(watched, { serviceName: this.serviceName, definitions: known, sources, partly }) };
  }

  /** What a reader of the template and of `cdk synth` is told. */
  private report(plan: Plan, dashboards: number, isHome: boolean): void {
    const { warnings, leftOut, resources } = plan;
    for (const { id, path, message } of warnings) {
      Validations.of(this).addWarning(id, `${path}: ${message}`);
    }
    for (const { path, why } of leftOut) this.node.addMetadata('golden-signals:left-out', `${path}: ${why}`);
    const { notifierAlarms } = this.alertRoutes;
    const price = monthlyPrice(plan, { dashboards, notifierAlarms: notifierAlarms.length });
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

const NO_ROOM =
  'its stack has no room for alarms within the limits of CloudFormation; move some of its resources to another stack';

/** Alarm names by root: who has them. */
const CLAIMS = new WeakMap<IConstruct, Map<string, GoldenSignals>>();

function claimsOf(root: IConstruct): Map<string, GoldenSignals> {
  const claims = CLAIMS.get(root) ?? new Map<string, GoldenSignals>();
  CLAIMS.set(root, claims);
  return claims;
}
