import { rehearse } from '../../rehearsal/rehearse';
import type { MetricInput } from '../../rehearsal/scenario/scenario';
import { loadTemplate } from '../../rehearsal/template/load-template';
import { type AlarmSet, DIMENSIONS } from './alarm-sets';
import {
  ECHO_MINUTES,
  INCIDENT_KINDS,
  type Incident,
  type IncidentKind,
  type SimulatedService,
} from './simulated-service';

/** How well a set of alarms did on some days. */
export interface Quality {
  readonly days: number;
  /** Alarms that belong to no incident, by severity: pages, and all others. */
  readonly falsePages: number;
  readonly falseTickets: number;
  readonly incidents: Readonly<Record<IncidentKind, Found>>;
}

export interface Found {
  readonly all: number;
  /** Of which two requests failed in the first ten minutes: no alarm that waits for a second failure can find more. */
  readonly withTwoFailures: number;
  /** Of which some alarm told soon enough. */
  readonly inTime: number;
  /** Pages for them. */
  readonly pages: number;
}

const FOUND_WITHIN_MINUTES = 10;
/** Nobody says of silence that it is found at once: also a service that is well is silent for some minutes. */
const SILENCE_FOUND_WITHIN_MINUTES = 20;

/** Who is told later that something fails looks for it in vain. */
const LATE_MINUTES = 15;

/** Before, the metrics have no past. */
const SETTLED_MINUTES = 60;

interface Fired {
  readonly minute: number;
  readonly page: boolean;
}

/** Plays a service to sets of alarms, to all at once: the quality of each, in the same order. */
export async function measure(sets: readonly AlarmSet[], service: SimulatedService): Promise<Quality[]> {
  const scenario = {
    title: 'quality',
    startsAt: '2026-01-05T00:00:00Z',
    minutes: service.minutes,
    metrics: [
      input('Invocations', service.invocations),
      input('Errors', service.errors),
      input('Throttles', service.throttles),
      input('Duration', service.durationsMs),
    ],
  };
  const named = sets.flatMap(({ alarms }, set) =>
    Object.entries(alarms).map(([id, { Type, Properties }]) => [
      `Set${set}${id}`,
      { Type, Properties: { ...Properties, AlarmName: `${set} ${id}` } },
    ]),
  );
  const template = loadTemplate({ template: { Resources: Object.fromEntries(named) }, stackName: 'Shop' });
  const { record } = await rehearse({ template, scenario, actions: false });
  return sets.map((_, set) => {
    const fired = record.alarms
      .filter(({ name }) => name.startsWith(`${set} `))
      .flatMap(({ transitions, severity }) =>
        transitions
          .filter(({ state }) => state === 'ALARM')
          // A rival's alarm has no severity: all of them wake somebody.
          .map(({ atMs }) => ({ minute: (atMs - record.startMs) / 60_000, page: severity !== 'ticket' })),
      );
    return qualityOf(fired, service);
  });
}

function qualityOf(fired: readonly Fired[], service: SimulatedService): Quality {
  const wrong = fired.filter(
    ({ minute }) =>
      minute > SETTLED_MINUTES &&
      !service.incidents.some(({ fromMinute, toMinute }) => minute > fromMinute && minute <= toMinute + LATE_MINUTES),
  );
  const foundOf = (kind: IncidentKind): Found => {
    const within = kind === 'silent' ? SILENCE_FOUND_WITHIN_MINUTES : FOUND_WITHIN_MINUTES;
    const all = service.incidents.filter((incident) => incident.kind === kind);
    const during = all.map(({ fromMinute, toMinute }) =>
      fired
        .filter(({ minute }) => minute > fromMinute && minute <= toMinute + ECHO_MINUTES)
        .map((alarm) => ({
          ...alarm,
          after: alarm.minute - fromMinute,
        })),
    );
    return {
      all: all.length,
      withTwoFailures: all.filter((incident) => earlyFailures(service, incident) >= 2).length,
      inTime: during.filter((found) => found.some(({ after }) => after <= within)).length,
      pages: during.flat().filter(({ page }) => page).length,
    };
  };
  return {
    days: service.minutes / 1440,
    falsePages: wrong.filter(({ page }) => page).length,
    falseTickets: wrong.filter(({ page }) => !page).length,
    incidents: Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, foundOf(kind)])) as Quality['incidents'],
  };
}

/** How many requests failed in the minutes in which the incident should be found. */
function earlyFailures({ errors }: SimulatedService, { fromMinute, toMinute }: Incident): number {
  const early = errors.slice(fromMinute, Math.min(toMinute, fromMinute + FOUND_WITHIN_MINUTES));
  return early.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function input(metricName: string, values: MetricInput['values']): MetricInput {
  return { namespace: 'AWS/Lambda', metricName, dimensions: DIMENSIONS, values };
}

/** Several measurements as one. */
export function together(measured: readonly Quality[]): Quality {
  const sum = (of: (quality: Quality) => number) => measured.reduce((total, quality) => total + of(quality), 0);
  const foundOf = (kind: IncidentKind): Found => ({
    all: sum(({ incidents }) => incidents[kind].all),
    withTwoFailures: sum(({ incidents }) => incidents[kind].withTwoFailures),
    inTime: sum(({ incidents }) => incidents[kind].inTime),
    pages: sum(({ incidents }) => incidents[kind].pages),
  });
  return {
    days: sum(({ days }) => days),
    falsePages: sum(({ falsePages }) => falsePages),
    falseTickets: sum(({ falseTickets }) => falseTickets),
    incidents: Object.fromEntries(INCIDENT_KINDS.map((kind) => [kind, foundOf(kind)])) as Quality['incidents'],
  };
}
