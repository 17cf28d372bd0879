import type { FoundResources } from '../discover/find-resources';
import { GoldenSignalsError, nearestName } from '../private/errors';
import { type Definitions, definitionOf } from '../signals/definitions';
import { TIERS } from '../signals/resource-definition';
import type { AlarmOverride } from './alarm-override';
import type { Plan, PlannedResource, PlanWarning } from './plan';
import { planResource } from './plan-resource';

/** One `watch()`: what it found, and what the user wants changed there. */
export interface Watched {
  readonly found: FoundResources;
  readonly overrides: Readonly<Record<string, AlarmOverride>>;
  /** Whether it is a part only of what was asked to be watched: an alarm id may be known elsewhere. */
  readonly partly?: boolean;
}

export interface MakePlanOptions {
  readonly serviceName: string;
  readonly runbookUrl?: string;
  readonly definitions: Definitions;
}

/** The plan for everything that is watched. A resource that several `watch()` calls cover belongs to the last one. */
export function makePlan(watched: readonly Watched[], options: MakePlanOptions): Plan {
  const planned = new Map<string, PlannedResource>();
  const leftOut = new Map<string, Plan['leftOut'][number]>();
  const warnings: PlanWarning[] = [];
  for (const { found, overrides, partly } of watched) {
    const here = found.resources.flatMap((resource): PlannedResource[] => {
      try {
        return [planResource(resource, definitionOf(options.definitions, resource)!, { ...options, overrides })];
      } catch (error) {
        // Misuse is told to who made it; a template that we do not understand is no reason to stop its deployment.
        if (error instanceof GoldenSignalsError) throw error;
        const { path, type } = resource;
        const message = `it could not be planned: ${(error as Error).message}`;
        leftOut.set(path, { path, type, why: message });
        warnings.push({ id: 'golden-signals:not-planned', path, message });
        return [];
      }
    });
    if (partly !== true) refuseUnknownAlarms(overrides, found, options.definitions);
    for (const entry of here) planned.set(entry.resource.path, entry);
    for (const entry of found.leftOut) leftOut.set(entry.path, entry);
  }
  const tierOf = ({ resource }: PlannedResource) => TIERS.indexOf(definitionOf(options.definitions, resource)!.tier);
  const resources = [...planned.values()].sort((a, b) => tierOf(a) - tierOf(b));
  return {
    serviceName: options.serviceName,
    resources,
    leftOut: [...leftOut.values()].filter(({ path }) => !planned.has(path)),
    warnings: [...warnings, ...resources.flatMap(unresolvedWarnings)],
  };
}

function unresolvedWarnings({ resource }: PlannedResource): PlanWarning[] {
  return resource.unresolved.map((property) => ({
    id: 'golden-signals:unresolved-property',
    path: resource.path,
    message: `${property} is not known before deployment, so the thresholds derived from it use CloudFormation's default; give them in watch(…, { alarms }) if it differs`,
  }));
}

/** A typo in an override must not leave a default in force silently. */
function refuseUnknownAlarms(
  overrides: Readonly<Record<string, AlarmOverride>>,
  found: FoundResources,
  definitions: Definitions,
): void {
  const asked = Object.keys(overrides);
  if (asked.length === 0) return;
  const known = new Set(
    found.resources.flatMap((resource) =>
      definitionOf(definitions, resource)!
        .signals(resource)
        .flatMap(({ alarms }) => alarms.map(({ id }) => id)),
    ),
  );
  for (const id of asked) {
    if (known.has(id)) continue;
    const nearest = nearestName(id, [...known]);
    throw new GoldenSignalsError(
      'UnknownAlarm',
      `no watched resource has a default alarm "${id}"; ${nearest === undefined ? `there are: ${[...known].sort().join(', ')}` : `did you mean "${nearest}"?`}`,
    );
  }
}
