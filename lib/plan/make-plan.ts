import type { FoundResources, LeftOut } from '../discover/find-resources';
import type { Resource } from '../discover/resource';
import { GoldenSignalsError } from '../private/errors';
import { AlarmProfile } from '../settings/alarm-profile';
import type { ResourceSettings } from '../settings/resource-settings';
import type { SettingsSource } from '../settings/settings';
import { type Definitions, definitionOf } from '../signals/definitions';
import { TIERS } from '../signals/resource-definition';
import { checkDimensions } from './check-dimensions';
import { problemsOf, type Subject } from './check-layers';
import { doubtsOf } from './expected-alarms';
import { type Layer, layersOf, settle } from './layers';
import { ownSettingsOf } from './own-settings';
import type { Plan, PlannedResource, PlanWarning } from './plan';
import { planResource } from './plan-resource';
import { SettingsCheck } from './settings-check';

/** One `watch()`: what it found, and what the user wants changed there. */
export interface Watched {
  readonly found: FoundResources;
  /** Nothing by default. */
  readonly settings?: ResourceSettings;
}

export interface MakePlanOptions {
  readonly serviceName: string;
  readonly definitions: Definitions;
  /** Settings of the whole service, from the weakest to the strongest. None by default. */
  readonly sources?: readonly SettingsSource[];
  /** Where there are other plans with these settings, of other stages: who is told what was found. @default - none */
  readonly check?: SettingsCheck;
}

/** The plan for everything that is watched. A resource that several `watch()` calls cover belongs to the last one. */
export function makePlan(watched: readonly Watched[], options: MakePlanOptions): Plan {
  const { definitions, serviceName, sources = [] } = options;
  const subjects = new Map<string, Subject>();
  const watchLayers = new Map<string, Layer>();
  const notPlanned = new Map<string, Outcome>();
  const check = options.check ?? new SettingsCheck();
  for (const { found, settings = {} } of watched) {
    const layer = { where: 'watch()', settings };
    for (const resource of found.resources) {
      watchLayers.set(resource.path, layer);
      if (subjects.has(resource.path)) continue;
      try {
        subjects.set(resource.path, subjectOf(resource, definitions));
      } catch (error) {
        notPlanned.set(resource.path, notUnderstood(resource, error));
      }
    }
    check.noteWatched(
      settings,
      found.resources.flatMap(({ path }) => subjects.get(path) ?? []),
    );
  }
  check.note(subjects.values(), definitions);
  if (options.check === undefined) check.refuse(sources);

  const planner = { definitions, serviceName, sources, watchLayers };
  const outcomes = [...notPlanned.values(), ...[...subjects.values()].map((subject) => planSubject(subject, planner))];
  const tierOf = ({ resource }: PlannedResource) => TIERS.indexOf(definitionOf(definitions, resource)!.tier);
  const resources = outcomes.flatMap(({ planned }) => planned ?? []).sort((a, b) => tierOf(a) - tierOf(b));
  const found = new Map(watched.flatMap((one) => one.found.leftOut.map((entry) => [entry.path, entry])));
  return {
    serviceName,
    resources,
    leftOut: [
      ...[...found.values()].filter(({ path }) => !subjects.has(path)),
      ...outcomes.flatMap(({ leftOut }) => leftOut ?? []),
    ],
    warnings: [...outcomes.flatMap(({ warnings }) => warnings), ...resources.flatMap(unresolvedWarnings)],
  };
}

function subjectOf(resource: Resource, definitions: Definitions): Subject {
  const { noun, signals: signalsOf, events } = definitionOf(definitions, resource)!;
  const signals = signalsOf(resource);
  checkDimensions(signals);
  const alertIds = (events?.(resource) ?? []).map(({ id }) => id);
  return { resource, noun, signals, alertIds };
}

/** Misuse is told to who made it; a template that we do not understand is no reason to stop its deployment. */
function notUnderstood({ path, type }: Resource, error: unknown): Outcome {
  if (error instanceof GoldenSignalsError) throw error;
  const message = `it could not be planned: ${(error as Error).message}`;
  return {
    leftOut: { path, type, why: message },
    warnings: [{ id: 'golden-signals:not-planned', path, message }],
  };
}

interface Planner {
  readonly definitions: Definitions;
  readonly serviceName: string;
  readonly sources: readonly SettingsSource[];
  readonly watchLayers: ReadonlyMap<string, Layer>;
}

interface Outcome {
  readonly planned?: PlannedResource;
  readonly leftOut?: LeftOut;
  readonly warnings: readonly PlanWarning[];
}

function planSubject(subject: Subject, { definitions, serviceName, sources, watchLayers }: Planner): Outcome {
  const { resource } = subject;
  const definition = definitionOf(definitions, resource)!;
  const watch = watchLayers.get(resource.path);
  const profile = lastOf(sources, ({ profile }) => profile) ?? AlarmProfile.STANDARD;
  const runbookUrl = lastOf(sources, ({ runbookUrl }) => runbookUrl);
  const plan = (metadata: Layer | undefined): Outcome => {
    const settled = settle(layersOf(resource, definition, { sources, watch, metadata }));
    const { path, type } = resource;
    if (!settled.enabled) {
      return { leftOut: { path, type, why: `switched off by ${settled.switchedOffBy}` }, warnings: [] };
    }
    const planned = planResource(subject, definition, { serviceName, profile, settled, runbookUrl });
    const alarms = planned.signals.flatMap((signal) => signal.alarms);
    const warnings = doubtsOf(settled, alarms).map((message) => ({
      id: 'golden-signals:too-little-traffic',
      path,
      message,
    }));
    return { planned, warnings };
  };
  const told = (outcome: Outcome, problems: readonly string[]): Outcome => ({
    ...outcome,
    warnings: [...metadataWarnings(resource.path, problems), ...outcome.warnings],
  });
  const { layer, problems } = ownSettingsOf(resource);
  const wrong = [...problems, ...(layer === undefined ? [] : namesWrongIn(layer, subject))];
  try {
    return told(plan(layer), wrong);
  } catch (error) {
    if (layer === undefined || !(error instanceof GoldenSignalsError)) return notUnderstood(resource, error);
    // Without the metadata it either works, and they are to blame, or fails again.
    return told(plan(undefined), [...wrong, error.message]);
  }
}

function namesWrongIn({ where, settings }: Layer, subject: Subject): string[] {
  return problemsOf(settings, [subject]).map(({ message }) => `${where}: ${message}`);
}

function metadataWarnings(path: string, problems: readonly string[]): PlanWarning[] {
  if (problems.length === 0) return [];
  const message = `what its Metadata says of its monitoring is not followed where it is wrong: ${problems.join('; ')}`;
  return [{ id: 'golden-signals:invalid-metadata', path, message }];
}

function lastOf<T>(sources: readonly SettingsSource[], of: (values: SettingsSource['values']) => T | undefined) {
  return sources.map(({ values }) => of(values)).findLast((value) => value !== undefined);
}

function unresolvedWarnings({ resource }: PlannedResource): PlanWarning[] {
  return resource.unresolved.map((property) => ({
    id: 'golden-signals:unresolved-property',
    path: resource.path,
    message: `${property} is not known before deployment, so the thresholds derived from it take its default, of the parameter or of CloudFormation; give its alarms thresholds of your own if it differs`,
  }));
}
