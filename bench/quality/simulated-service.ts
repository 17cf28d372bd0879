import { LOAD_SHAPES } from './load-shapes';
import { type Random, seededRandom } from './random';

/** What breaks. */
export const INCIDENT_KINDS = ['outage', 'ten percent', 'slow', 'throttled'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** Minutes since the start of the series. */
export interface Incident {
  readonly kind: IncidentKind;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A function for some days; one value for each minute. */
export interface SimulatedService {
  readonly minutes: number;
  readonly invocations: readonly (number | null)[];
  readonly errors: readonly (number | null)[];
  readonly throttles: readonly (number | null)[];
  /** Of some of the invocations. */
  readonly durationsMs: readonly (readonly number[] | null)[];
  readonly incidents: readonly Incident[];
}

const DAY = 1440;
const TIMEOUT_MS = 3000;
const BACKGROUND_ERRORS = 0.0005;
const LENGTHS = [8, 12, 15, 20, 30, 45, 60];
/** One incident in each half of the day, long enough apart that an alarm belongs to one of them. */
const SLOTS_A_DAY = 2;

interface Weather {
  readonly failing: Float64Array;
  readonly throttled: Float64Array;
  readonly slowness: Float64Array;
}

/** A service with daily and weekly load, background errors, a blip and a deployment a day, and incidents. */
export function simulateService(shapeName: string, perMinute: number, days: number, seed: number): SimulatedService {
  const random = seededRandom(seed);
  const minutes = days * DAY;
  const load = Array.from({ length: minutes }, (_, minute) => perMinute * LOAD_SHAPES[shapeName]!(minute, random));
  const weather: Weather = {
    failing: new Float64Array(minutes).fill(BACKGROUND_ERRORS),
    throttled: new Float64Array(minutes),
    slowness: new Float64Array(minutes).fill(1),
  };
  const incidents: Incident[] = [];
  for (let day = 0; day < days; day++) {
    blip(weather, day * DAY + Math.floor(random.next() * DAY), random);
    deploy(weather, day * DAY + 540 + Math.floor(random.next() * 480));
    for (let slot = 0; slot < SLOTS_A_DAY; slot++) {
      const kind = INCIDENT_KINDS[(day * SLOTS_A_DAY + slot) % INCIDENT_KINDS.length]!;
      const fromMinute = busyMinute(load, day * DAY + (slot * DAY) / SLOTS_A_DAY, random);
      const incident = { kind, fromMinute, toMinute: fromMinute + random.pick(LENGTHS) };
      strike(weather, incident);
      incidents.push(incident);
    }
  }
  const asked = load.map((mean) => random.poisson(mean));
  const refused = asked.map((count, minute) => random.binomial(count, weather.throttled[minute]!));
  const run = asked.map((count, minute) => count - refused[minute]!);
  const failed = run.map((count, minute) => random.binomial(count, weather.failing[minute]!));
  // Lambda publishes nothing for a minute without a request.
  const whereAsked = (values: number[]) => values.map((value, minute) => (asked[minute] === 0 ? null : value));
  return {
    minutes,
    invocations: whereAsked(run),
    errors: whereAsked(failed),
    throttles: whereAsked(refused),
    durationsMs: run.map((count, minute) => (count === 0 ? null : durations(count, weather.slowness[minute]!, random))),
    incidents,
  };
}

/** Something on the way is away for less than a minute. */
function blip({ failing, slowness }: Weather, minute: number, random: Random): void {
  failing[minute] = 0.3 + 0.7 * random.next();
  slowness[minute] = 2;
}

/** Three minutes of cold starts, and of requests that the old version did not finish. */
function deploy({ failing, slowness }: Weather, fromMinute: number): void {
  for (let minute = fromMinute; minute < fromMinute + 3; minute++) {
    failing[minute] = Math.max(failing[minute]!, 0.02);
    slowness[minute] = Math.max(slowness[minute]!, 2);
  }
}

function strike({ failing, throttled, slowness }: Weather, { kind, fromMinute, toMinute }: Incident): void {
  for (let minute = fromMinute; minute < toMinute; minute++) {
    if (kind === 'outage') failing[minute] = 1;
    else if (kind === 'ten percent') failing[minute] = Math.max(failing[minute]!, 0.1);
    else if (kind === 'slow') slowness[minute] = 8;
    else throttled[minute] = 0.3;
  }
}

/** Within its slot an incident comes with load: as likely in a minute as it has requests. The end of the slot stays free. */
function busyMinute(load: readonly number[], slotFrom: number, random: Random): number {
  const slot = load.slice(slotFrom, slotFrom + DAY / SLOTS_A_DAY - 150);
  let left = random.next() * slot.reduce((sum, mean) => sum + mean, 0);
  const index = slot.findIndex((mean) => {
    left -= mean;
    return left < 0;
  });
  return slotFrom + Math.max(0, index);
}

/** A tenth of the time-out, at most the time-out; at most ten of the invocations. */
function durations(count: number, slowness: number, random: Random): number[] {
  return Array.from({ length: Math.min(count, 10) }, () =>
    Math.round(Math.min(TIMEOUT_MS, 0.1 * TIMEOUT_MS * slowness * Math.exp(0.3 * random.normal()))),
  );
}
