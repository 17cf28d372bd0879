import type { Stack } from 'aws-cdk-lib';
import type { AlertRoutes } from '../notify/alert-routes';
import { outermost, sameEnvironment } from '../private/stacks';
import { assemblyOf } from './assemblies';

/** The routes of each account and region: shared with home, or in the first stack that is watched there. */
export class RouteEnvironments {
  private readonly further: { readonly stack: Stack; readonly routes: AlertRoutes }[] = [];

  public constructor(
    private readonly home: Stack,
    public readonly homeRoutes: AlertRoutes,
    private readonly createIn: (stack: Stack) => AlertRoutes,
  ) {}

  public of(stack: Stack): AlertRoutes {
    if (sameEnvironment(stack, this.home)) return this.homeRoutes;
    const first = outermost(stack);
    const known = this.further.find(
      (other) => sameEnvironment(other.stack, first) && assemblyOf(other.stack) === assemblyOf(first),
    );
    if (known !== undefined) return known.routes;
    const routes = this.createIn(first);
    this.further.push({ stack: first, routes });
    return routes;
  }
}
