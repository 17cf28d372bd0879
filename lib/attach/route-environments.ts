import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AlertRoutes } from '../notify/alert-routes';
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
    if (this.atHome !== undefined && sameEnvironment(stack, this.home)) return this.atHome;
    const first = outermost(stack);
    const known = this.further.find(
      (other) => sameEnvironment(other.stack, first) && assemblyOf(other.stack) === assemblyOf(first),
    );
    if (known !== undefined) return known.routes;
    const routes = this.createIn(this.scopeIn(first));
    this.further.push({ stack: first, routes });
    return routes;
  }
}
