import type { Severity } from './alert';
import { type Fields, fieldsOf, listOf, parseJson, textOf } from './events/fields';

/** What the constructs tell the notifier. */
export interface Environment {
  readonly routes: Routes;
  readonly stateTable: string;
  /** The queue that the notifier's records come from. */
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly serviceName: string;
  readonly dashboardName?: string;
  readonly region: string;
}

/** Routes by the ARN of the topic that leads to them, in the order in which they were written. */
export type Routes = ReadonlyMap<string, Route>;

/** From a severity to its channels. */
export interface Route {
  readonly severity: Severity;
  readonly channels: readonly ChannelRoute[];
}

/** One destination. */
export interface ChannelRoute {
  readonly vendor: string;
  readonly secretArn: string;
  /** Where in the vendor's world; a webhook already knows. */
  readonly target?: string;
}

const SEVERITIES: readonly Severity[] = ['page', 'ticket', 'info'];

/** Reads the environment variables; throws one error that names everything that is wrong with them. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const problems: string[] = [];
  const required = (name: string): string => {
    const value = variables[name] ?? '';
    if (value === '') problems.push(`${name} is not set`);
    return value;
  };
  const routes = readRoutes(required('ROUTES'), problems);
  const environment: Environment = {
    routes,
    stateTable: required('STATE_TABLE'),
    queueUrl: required('QUEUE_URL'),
    deadLetterQueueUrl: required('DEAD_LETTER_QUEUE_URL'),
    serviceName: required('SERVICE_NAME'),
    region: required('AWS_REGION'),
    ...(variables.DASHBOARD_NAME && { dashboardName: variables.DASHBOARD_NAME }),
  };
  if (problems.length > 0) throw new Error(`The notifier's environment is wrong: ${problems.join('; ')}.`);
  return environment;
}

/** The route of a topic. What came another way waits for the working day: the `ticket` route, or else the first. */
export function routeOf(routes: Routes, topicArn: string | undefined): Route {
  const own = topicArn === undefined ? undefined : routes.get(topicArn);
  const all = [...routes.values()];
  return own ?? all.find(({ severity }) => severity === 'ticket') ?? all[0]!;
}

function readRoutes(json: string, problems: string[]): Routes {
  if (json === '') return new Map();
  const routes = parseJson(json);
  if (!Array.isArray(routes) || routes.length === 0) {
    problems.push('ROUTES is no JSON list of the form [{"topicArn": "…", "severity": "page", "channels": []}]');
    return new Map();
  }
  return new Map(routes.map((route, index) => readRoute(`ROUTES[${index}]`, fieldsOf(route), problems)));
}

function readRoute(where: string, fields: Fields | undefined, problems: string[]): [string, Route] {
  const topicArn = textOf(fields, 'topicArn');
  const text = textOf(fields, 'severity');
  const severity = SEVERITIES.find((known) => known === text);
  if (topicArn === undefined) problems.push(`${where}.topicArn is not set`);
  if (severity === undefined) problems.push(`${where}.severity is not one of ${SEVERITIES.join(', ')}`);
  if (!Array.isArray(fields?.channels)) problems.push(`${where}.channels is not a list`);
  const channels = listOf(fields, 'channels').map((channel, index) => {
    return readChannel(`${where}.channels[${index}]`, channel, problems);
  });
  return [topicArn ?? '', { severity: severity ?? 'ticket', channels }];
}

function readChannel(where: string, fields: Fields, problems: string[]): ChannelRoute {
  const vendor = textOf(fields, 'vendor');
  const secretArn = textOf(fields, 'secretArn');
  const target = textOf(fields, 'channel');
  if (vendor === undefined) problems.push(`${where}.vendor is not set`);
  if (secretArn === undefined) problems.push(`${where}.secretArn is not set`);
  return { vendor: vendor ?? '', secretArn: secretArn ?? '', ...(target !== undefined && { target }) };
}
