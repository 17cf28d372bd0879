import type { Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct, IConstruct } from 'constructs';
import { GoldenSignalsError } from '../private/errors';
import { shortened, shortenedPlain } from '../private/shortened';
import { stackNameOf } from '../private/stacks';
import type { IncludedTemplate } from './included-template';

/** Alarm names by root: whose they are. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Construct>>();

function claimsOf(root: IConstruct): Map<string, Construct> {
  const claims = CLAIMS.get(root) ?? new Map<string, Construct>();
  CLAIMS.set(root, claims);
  return claims;
}

export interface NamesProps {
  readonly monitoring: Construct;
  readonly home: Stack;
  readonly dashboardName: string;
  /** Whether the user asked for that name. */
  readonly asked: boolean;
  /** What is monitoring and not the service. */
  readonly isMonitoring: (construct: IConstruct) => boolean;
  /** The templates that CDK did not write and that are watched at home. */
  readonly included: () => readonly IncludedTemplate[];
}

/** Names of alarms and dashboards that nothing else in the account has, as far as the app shows. */
export class Names {
  private readonly claimed = new Set<string>();

  public constructor(private readonly props: NamesProps) {}

  /** Two monitorings may watch the same resource; each has its own alarms. */
  public alarm(name: string, stack: Stack): string {
    const { monitoring } = this.props;
    const { node } = monitoring;
    const claims = claimsOf(node.root);
    const key = `${stack.account} ${stack.region} ${stack.node.addr} ${name}`;
    const owner = claims.get(key) ?? monitoring;
    claims.set(key, owner);
    if (owner === monitoring && !this.isIncluded(name)) return name;
    return shortened(`${name}/${node.id}`);
  }

  /**
   * Of the dashboard at home. The user, or a template that is watched, may have one of this name already: then another,
   * unless the user asked for this one. Known when the tree is complete.
   */
  public homeDashboard(): string {
    const { dashboardName: name, asked, home, monitoring } = this.props;
    const other = this.dashboardNamed(name, home);
    if (other !== undefined && asked) {
      throw new GoldenSignalsError(
        'DashboardNameTaken',
        `dashboardName: the dashboard ${other.node.path} is called "${name}" too, and an account has one of a name; give one of the two another name`,
        monitoring,
      );
    }
    return other !== undefined || this.isIncluded(name) ? `${name}-${monitoring.node.addr.slice(-8)}` : name;
  }

  /** Dashboards are global in an account, so stacks of one name in two regions are told apart. */
  public dashboardOf(stack: Stack): string {
    const name = shortenedPlain(`${this.props.dashboardName}-${stackNameOf(stack)}`);
    const taken = this.claimed.has(name) || this.dashboardNamed(name, stack) !== undefined;
    this.claimed.add(name);
    return taken ? `${name}-${stack.node.addr.slice(-8)}` : name;
  }

  private isIncluded(name: string): boolean {
    return this.props.included().some((template) => template.hasNamed(name));
  }

  /** A dashboard of the user's that has a name, or that of a further page, in the account of a stack. */
  private dashboardNamed(name: string, { account, node }: Stack): CfnDashboard | undefined {
    const { isMonitoring } = this.props;
    return node.root.node
      .findAll()
      .filter((construct): construct is CfnDashboard => CfnDashboard.isCfnDashboard(construct))
      .filter(({ stack, dashboardName }) => isPageOf(name, stack.resolve(dashboardName)) && stack.account === account)
      .find((dashboard) => !dashboard.node.scopes.some(isMonitoring));
  }
}

function isPageOf(name: string, given: unknown): boolean {
  return typeof given === 'string' && given.startsWith(name) && /^(-\d+)?$/.test(given.slice(name.length));
}
