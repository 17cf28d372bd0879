import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { createAlarm } from './alarms/create-alarm';
import { Severity } from './alarms/severity';
import { monthlyPrice } from './cost/price';
import { ServiceDashboard } from './dashboards/service-dashboard';
import { findResources } from './discover/find-resources';
import { ResourceTree } from './discover/resource-tree';
import { applyLogPolicy } from './logs/apply-log-policy';
import { createLogFilter } from './logs/create-log-filter';
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
  private readonly alertRoutes: AlertRoutes;
  private readonly serviceName: string;
  private readonly dashboardName: string;
  private provisioned = false;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GoldenSignalsProps = {},
  ) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
    this.serviceName = props.serviceName ?? ownStackName(this);
    this.dashboardName = props.dashboardName ?? `${this.serviceName.replace(/[^A-Za-z0-9_-]+/g, '-')}-golden-signals`;
    this.alertRoutes = new AlertRoutes(this, 'Routes', {
      serviceName: this.serviceName,
      dashboardName: this.dashboardName,
      channels: props.channels ?? [],
      routes: props.routes ?? {},
    });
    whenTreeIsComplete(this, () => this.provision());
  }

  /**
   * Watches a resource, or everything at and below a construct or a stack: L2, L1 and imported resources, and the
   * dead-letter queues and log groups that they name. What that is, is decided when the tree is complete, so that
   * resources that are added later are watched too. A resource that several calls cover follows the last one.
   */
  public watch(target: IConstruct, options: WatchOptions = {}): GoldenSignals {
    this.refuseWhenProvisioned('watch');
    this.targets.push({ construct: target, options });
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

  private provision(): void {
    this.provisioned = true;
    const plan = this.plan();
    const alarms = [
      ...plan.resources.flatMap((planned) => this.provisionResource(planned)),
      ...this.alertRoutes.notifierAlarms.map((alarm) => ({ severity: Severity.PAGE, alarm })),
    ];
    const { dashboards } = new ServiceDashboard(this, 'Dashboards', {
      dashboardName: this.dashboardName,
      plan,
      alarms,
    });
    this.report(plan, dashboards);
  }

  private plan(): Plan {
    const { logs = {} } = this.props;
    const known = new Map(definitions);
    if (logs.countLines === false) for (const type of logGroup.types) known.delete(type);
    const { root } = this.node;
    const monitoring = root.node.findAll().filter(GoldenSignals.isGoldenSignals);
    const targets = this.targets.map(({ construct, options }) => ({
      construct,
      exclude: new Set([...(options.exclude ?? []), ...monitoring]),
      settings: options,
    }));
    applyLogPolicy(root, targets, logs);
    // Read after all log groups are in place, and once for all targets.
    const tree = new ResourceTree(root, known);
    const watched: Watched[] = targets.map(({ construct, exclude, settings }) => ({
      found: findResources(construct, { definitions: known, tree, exclude }),
      settings,
    }));
    for (const { contract, options } of this.contracts) {
      const resource = contractResource(contract, options, ownStackName(this));
      known.set(resource.type, [contractDefinition(contract, options)]);
      watched.push({ found: { resources: [resource], leftOut: [] } });
    }
    return makePlan(watched, {
      serviceName: this.serviceName,
      definitions: known,
      sources: [{ where: 'GoldenSignalsProps', values: this.props }, ...(this.props.settings?.sources ?? [])],
    });
  }

  private provisionResource(planned: PlannedResource): { severity: Severity; alarm: Alarm }[] {
    const { id, stackName } = planned.resource;
    const own = stackName === ownStackName(this) ? id : `${stackName}/${id}`;
    const scope = new Construct(this, own.replaceAll('/', '.'));
    for (const filter of planned.logFilters) createLogFilter(scope, filter);
    return planned.signals
      .flatMap(({ alarms }) => alarms)
      .map((alarm) => {
        const action = this.alertRoutes.actionOf(alarm.severity);
        return { severity: alarm.severity, alarm: createAlarm(scope, alarm.id, alarm, action) };
      });
  }

  /** What a reader of the template and of `cdk synth` is told. */
  private report(plan: Plan, dashboards: readonly Dashboard[]): void {
    const { warnings, leftOut, resources } = plan;
    for (const { id, path, message } of warnings) {
      Validations.of(this).addWarning(id, `${path}: ${message}`);
    }
    for (const { path, why } of leftOut) this.node.addMetadata('golden-signals:left-out', `${path}: ${why}`);
    const { notifierAlarms } = this.alertRoutes;
    const price = monthlyPrice(plan, { dashboards: dashboards.length, notifierAlarms: notifierAlarms.length });
    this.node.addMetadata(
      'golden-signals:price',
      `${price.total.toFixed(2)} USD a month at most, before the free tier`,
    );
    if (resources.length === 0) {
      Validations.of(this).addWarning(
        'golden-signals:nothing-watched',
        'nothing is watched: call watch() with a stack, a construct or a resource of a known type',
      );
    }
  }
}

function ownStackName(scope: Construct): string {
  const { stackName, node } = Stack.of(scope);
  return Token.isUnresolved(stackName) ? node.id : stackName;
}
