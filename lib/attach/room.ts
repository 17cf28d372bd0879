import { CfnResource, type Stack } from 'aws-cdk-lib';
import { countMadeOf, isOfSam } from '../discover/sam-resources';
import type { PlannedResource } from '../plan/plan';
import { IncludedTemplate } from './included-template';

/** CloudFormation's limits for one template, with some room for what CDK adds afterwards. */
export const MAX_RESOURCES = 480;
const MAX_BYTES = 900_000;

/**
 * Measured without indentation, as so large a template is written: a signal in the template, as alarms and graphs, against
 * the same as JSON (1.2 to 1.5); and a resource of the user's.
 */
const TEMPLATE_PER_JSON = 1.5;
const HOST_RESOURCE_BYTES = 600;

/** How many resources a template has. */
export function resourceCount(stack: Stack): number {
  return stack.node.findAll().reduce((sum, node) => {
    if (IncludedTemplate.isIncludedTemplate(node)) return node.stack === stack ? sum + node.resourceCount : sum;
    if (!CfnResource.isCfnResource(node) || node.stack !== stack) return sum;
    return sum + (isOfSam(node) ? countMadeOf(node) : 1);
  }, 0);
}

/** How many resources may still be added to a template. */
export function roomIn(stack: Stack): number {
  const limit = limitOf(stack);
  return (limit < 500 ? limit - 5 : MAX_RESOURCES) - resourceCount(stack);
}

/** The same for what is counted before it is added: nested stacks, alarms that cannot go elsewhere. */
export function roomForCounted(stack: Stack): number {
  return limitOf(stack) - 5 - resourceCount(stack);
}

/** What CDK refuses to exceed; 0 is no limit. */
export function resourceLimit(stack: Stack): number {
  return Number(stack.node.tryGetContext('@aws-cdk/core:stackResourceLimit') ?? 500);
}

/** CloudFormation's own limit holds whatever CDK is told. */
function limitOf(stack: Stack): number {
  const limit = resourceLimit(stack);
  return limit > 0 && limit < 500 ? limit : 500;
}

/** What the alarms and log filters of resources add to a template. */
export function countOf(planned: readonly PlannedResource[]): number {
  return planned.reduce(
    (sum, { signals, logFilters, events }) =>
      sum + logFilters.length + events.length + signals.reduce((all, { alarms }) => all + alarms.length, 0),
    0,
  );
}

/** Whether alarms and dashboards of these resources are likely to exceed what a template may weigh, beside its host. */
export function isTooHeavy(planned: readonly PlannedResource[], host: number): boolean {
  // Actions of the user's are constructs, and weigh next to nothing.
  const weigh = (key: string, value: unknown) => (key === 'actions' ? undefined : value);
  const weights = planned.map(({ signals }) => JSON.stringify(signals, weigh).length * TEMPLATE_PER_JSON);
  return host * HOST_RESOURCE_BYTES + weights.reduce((sum, weight) => sum + weight, 0) > MAX_BYTES;
}
