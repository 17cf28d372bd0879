import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Severity } from '../alarms/severity';
import type { AlertRoutes } from '../notify/alert-routes';
import { GoldenSignalsError } from '../private/errors';
import { outermost, sameEnvironment } from '../private/stacks';
import { assemblyOf } from './assemblies';
import { canNest, nestedStack } from './bucket';
import { resourceCount, roomForCounted, roomIn } from './room';

/**
 * The routes of each account and region: shared with home, or in the first stack that is watched there. Those at home
 * are in a nested stack where home is nearly full, and nowhere where not even that has room.
 */
export class RouteEnvironments {
  private readonly further: { readonly stack: Stack; readonly routes: AlertRoutes }[] = [];
  private readonly namedBy = new Set<Stack>();
  private settled = false;

  public constructor(
    private readonly home: Stack,
    private atHome: AlertRoutes | undefined,
    private readonly createIn: (scope: Construct) => AlertRoutes,
    private readonly scopeIn: (stack: Stack) => Construct,
  ) {}

  public get homeRoutes(): AlertRoutes | undefined {
    return this.atHome;
  }

  /** Decides where the routes at home are: once, before anything names their topics. */
  public settle(): void {
    if (this.settled) return;
    this.settled = true;
    if (this.atHome === undefined || roomIn(this.home) >= 0) return;
    const nestable = canNest(this.home);
    if (!nestable && resourceCount(this.home) < 500) return;
    this.leaveHome();
    if (nestable && roomForCounted(this.home) > 0)
      this.atHome = this.createIn(nestedStack(this.scopeIn(this.home), 'Shared'));
  }

  public leaveHome(): void {
    this.atHome?.node.scope?.node.tryRemoveChild(this.atHome.node.id);
    this.atHome = undefined;
  }

  public of(stack: Stack): AlertRoutes {
    const known = this.known(stack);
    if (known !== undefined) return known;
    const first = outermost(stack);
    const routes = this.createIn(this.scopeIn(first));
    this.further.push({ stack: first, routes });
    return routes;
  }

  /** What alarms of the user's own do, wherever they stand. */
  public action(severity: Severity, monitoring: Construct): IAlarmAction {
    if (this.atHome?.has(severity) !== true) {
      throw new GoldenSignalsError(
        'NoRoute',
        `nobody is told of alarms with severity ${severity}; give GoldenSignals routes: { ${severity}: [ a channel ] }`,
        monitoring,
      );
    }
    return { bind: (alarm) => ({ alarmActionArn: this.topicArn(severity, Stack.of(alarm)) }) };
  }

  private topicArn(severity: Severity, stack: Stack): string {
    if (!sameEnvironment(stack, this.home)) return this.of(stack).topicArn(severity, stack)!;
    this.namedBy.add(stack);
    // Where the routes are, is decided when the tree is complete; where there is no room for topics, nowhere.
    return Lazy.string({ produce: () => this.known(stack)?.topicArn(severity, stack) ?? Aws.NO_VALUE });
  }

  /** Stacks with alarms of the user's own that nobody will be told of. */
  public get unheard(): readonly Stack[] {
    return [...this.namedBy].filter((stack) => this.known(stack) === undefined);
  }

  private known(stack: Stack): AlertRoutes | undefined {
    if (this.atHome !== undefined && sameEnvironment(stack, this.home)) return this.atHome;
    const first = outermost(stack);
    return this.further.find(
      (other) => sameEnvironment(other.stack, first) && assemblyOf(other.stack) === assemblyOf(first),
    )?.routes;
  }
}
