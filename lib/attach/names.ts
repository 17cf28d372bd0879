import { type Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { digestOf, shortened } from '../private/shortened';
import { stackNameOf } from '../private/stacks';
import type { IncludedTemplate } from './included-template';

/** Alarm names by root: whose they are. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Construct>>();

function claimsOf(root: IConstruct): Map<string, Construct> {
  const claims = CLAIMS.get(root) ?? new Map<string, Construct>();
  CLAIMS.set(root, claims);
  return claims;
}

/** Names of alarms and dashboards that nothing else in the account has, as far as the app shows. */
export class Names {
  private readonly claimed = new Set<string>();

  public constructor(
    private readonly monitoring: Construct,
    private readonly dashboardName: string,
    /** The templates that CDK did not write and that are watched at home. */
    private readonly included: () => readonly IncludedTemplate[],
  ) {}

  /** Two monitorings may watch the same resource; each has its own alarms. */
  public alarm(name: string, stack: Stack): string {
    const { node } = this.monitoring;
    const claims = claimsOf(node.root);
    const key = `${stack.account} ${stack.region} ${stack.node.addr} ${name}`;
    const owner = claims.get(key) ?? this.monitoring;
    claims.set(key, owner);
    if (owner === this.monitoring && !this.isIncluded(name)) return name;
    return shortened(`${name}/${node.id}`);
  }

  /** A template that is watched may have a dashboard of this name. */
  public homeDashboard(): string {
    if (!this.isIncluded(this.dashboardName)) return this.dashboardName;
    return `${this.dashboardName}-${this.monitoring.node.addr.slice(-8)}`;
  }

  /** Dashboards are global in an account, so stacks of one name in two regions are told apart. */
  public dashboardOf(stack: Stack): string {
    const name = withinLimit(`${this.dashboardName}-${stackNameOf(stack)}`);
    const taken = this.claimed.has(name);
    this.claimed.add(name);
    return taken ? `${name}-${stack.node.addr.slice(-8)}` : name;
  }

  private isIncluded(name: string): boolean {
    return this.included().some((template) => template.hasNamed(name));
  }
}

/** The default name of a dashboard; a stack of the same name in another region has one too. */
export function defaultDashboardName(serviceName: string, home: Stack, taken: readonly string[]): string {
  // A token is another text in each synthesis.
  const service = Token.isUnresolved(serviceName) ? stackNameOf(home) : serviceName;
  const name = withinLimit(`${service.replace(/[^A-Za-z0-9_-]+/g, '-')}-golden-signals`);
  if (!taken.includes(name)) return name;
  return `${name}-${Token.isUnresolved(home.region) ? home.node.addr.slice(-8) : home.region}`;
}

/** Dashboards have names of at most 255 letters, digits, - and _; what is added to tell some apart has to fit too. */
function withinLimit(name: string): string {
  return Token.isUnresolved(name) || name.length <= 230 ? name : `${name.slice(0, 220)}-${digestOf(name)}`;
}
