import { rehearse } from '../../rehearsal/rehearse';
import type { MetricInput } from '../../rehearsal/scenario/scenario';
import { loadTemplate } from '../../rehearsal/template/load-template';
import { type AlarmSet, DIMENSIONS } from './alarm-sets';
import { INCIDENT_KINDS, type Incident, type IncidentKind, type SimulatedService } from './simulated-service';

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
  /** Of which some alarm told within ten minutes. */
  readonly inTime: number;
  /** Pages for them. */
  readonly pages: number;
}

const FOUND_WITHIN_MINUTES = 10;
/** Until all windows are past the incident. */
const ECHO_MINUTES = 75;

/** Plays a service to a set of alarms. A rival's alarm has no severity: all of them wake somebody. */
export async function measure({ alarms }: AlarmSet, service: SimulatedService): Promise<Quality> {
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
  const template = loadTemplate({ template: { Resources: alarms }, stackName: 'Shop' });
  const { record } = await rehearse({ template, scenario, actions: false });
  const fired = record.alarms.flatMap(({ transitions, severity }) =>
    transitions
      .filter(({ state }) => state === 'ALARM')
      .map(({ atMs }) => ({ minute: (atMs - record.startMs) / 60_000, page: severity !== 'ticket' })),
  );
  const wrong = fired.filter(
    ({ minute }) =>
      !service.incidents.some(({ fromMinute, toMinute }) => minute > fromMinute && minute <= toMinute + ECHO_MINUTES),
  );
  const foundOf = (kind: IncidentKind): Found => {
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
      inTime: during.filter((found) => found.some(({ after }) => after <= FOUND_WITHIN_MINUTES)).length,
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
