import type { GoldenSignalsProps } from '../golden-signals-props';
import type { LogPolicy } from '../logs/log-policy';
import type { Routes } from '../notify/routes';
import { unknownName } from '../settings/fields';
import { nearestName } from './errors';

const PROPS: Readonly<Record<keyof GoldenSignalsProps, true>> = {
  serviceName: true,
  channels: true,
  routes: true,
  logs: true,
  dashboardName: true,
  settings: true,
  nestedStacks: true,
  profile: true,
  runbookUrl: true,
  alarms: true,
  signals: true,
  expected: true,
  types: true,
  resources: true,
};
const LOGS: Readonly<Record<keyof LogPolicy, true>> = {
  retention: true,
  createLogGroups: true,
  jsonLogging: true,
  countLines: true,
};
const ROUTES: Readonly<Record<keyof Routes, true>> = { page: true, ticket: true, info: true };

/** A property that nothing reads: plain JavaScript has no compiler that would say so. */
export interface UnknownProp {
  readonly message: string;
  /** Whether it is a typo, and not what a subclass keeps beside. */
  readonly misspelt: boolean;
}

/** The properties of a `GoldenSignals` that it does not have; those without a value are none. */
export function unknownProps({ logs = {}, routes = {}, ...props }: GoldenSignalsProps): UnknownProp[] {
  return [
    ...unknownIn('GoldenSignalsProps', props, PROPS),
    ...unknownIn('GoldenSignalsProps: logs', logs, LOGS),
    ...unknownIn('GoldenSignalsProps: routes', routes, ROUTES),
  ];
}

function unknownIn(where: string, given: object, known: Readonly<Record<string, true>>): UnknownProp[] {
  const names = Object.keys(known);
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || Object.hasOwn(known, name)) return [];
    const message = `${where}: ${unknownName('property', name, names)}`;
    return [{ message, misspelt: nearestName(name, names) !== undefined }];
  });
}
