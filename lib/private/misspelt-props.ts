import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GoldenSignalsProps } from '../golden-signals-props';
import type { LogPolicy } from '../logs/log-policy';
import type { Routes } from '../notify/routes';
import { unknownName } from '../settings/fields';
import { GoldenSignalsError, nearestName } from './errors';

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

/**
 * Refuses properties that nothing reads: plain JavaScript has no compiler that would say so. What is near to no name may
 * be what a subclass keeps beside: that is a warning.
 */
export function refuseTypos(monitoring: Construct, { logs = {}, routes = {}, ...props }: GoldenSignalsProps): void {
  refuseIn('GoldenSignalsProps', props, PROPS, monitoring);
  refuseIn('GoldenSignalsProps: logs', logs, LOGS, monitoring);
  refuseIn('GoldenSignalsProps: routes', routes, ROUTES, monitoring);
}

function refuseIn(where: string, given: object, known: Readonly<Record<string, true>>, monitoring: Construct): void {
  const names = Object.keys(known);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const message = `${where}: ${unknownName('property', name, names)}`;
    if (nearestName(name, names) !== undefined) throw new GoldenSignalsError('UnknownProperty', message, monitoring);
    Validations.of(monitoring).addWarning('golden-signals:unknown-property', `${message}; it has no effect`);
  }
}
