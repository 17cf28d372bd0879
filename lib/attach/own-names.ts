import { type Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GoldenSignalsError } from '../private/errors';
import { shortenedPlain } from '../private/shortened';
import { stackNameOf } from '../private/stacks';

/** What a monitoring calls the service and its dashboard. */
export interface OwnNames {
  readonly serviceName: string;
  readonly dashboardName: string;
}

/** Another monitoring of the app. */
export interface OtherMonitoring {
  readonly path: string;
  readonly home: Stack;
  readonly dashboardName: string;
}

/** A second monitoring may not take the names of the first. */
export function ownNames(
  monitoring: Construct,
  home: Stack,
  asked: Partial<OwnNames>,
  others: readonly OtherMonitoring[],
): OwnNames {
  const beside = others.filter((other) => other.home === home);
  const stackName = stackNameOf(home);
  const {
    serviceName = beside.length === 0 ? stackName : `${stackName}-${monitoring.node.id}`,
    dashboardName = defaultDashboardName(serviceName, home, others),
  } = asked;
  const other = beside.find((one) => one.dashboardName === dashboardName);
  if (other === undefined) return { serviceName, dashboardName };
  const message = `${other.path} has the dashboard "${dashboardName}" already; give one of them another dashboardName, or leave it out`;
  throw new GoldenSignalsError('DashboardNameTaken', message, monitoring);
}

/** A stack of the same name in another region has one too. */
function defaultDashboardName(serviceName: string, home: Stack, others: readonly OtherMonitoring[]): string {
  // A token is another text in each synthesis.
  const service = Token.isUnresolved(serviceName) ? stackNameOf(home) : serviceName;
  const name = shortenedPlain(`${service.replace(/[^A-Za-z0-9_-]+/g, '-')}-golden-signals`);
  if (others.every(({ dashboardName }) => dashboardName !== name)) return name;
  return `${name}-${Token.isUnresolved(home.region) ? home.node.addr.slice(-8) : home.region}`;
}
