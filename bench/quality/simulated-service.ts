import type { LoadShape } from './load-shapes';
import { type Random, seededRandom } from './random';
import type { Surroundings } from './surroundings';

/** What breaks. */
export const INCIDENT_KINDS = ['outage', 'ten percent', 'slow', 'throttled', 'silent'] as const;
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
  /** Requests a minute in the quietest hour of all days. */
  readonly quietest: number;
}

const DAY = 1440;
const TIMEOUT_MS = 3000;
/** One incident in each half of the day. */
const SLOTS_A_DAY = 2;
/** A shorter silence is none. */
const LEAST_SILENCE = 20;
/** Until the next one, so that an alarm belongs to one of them. */
export const ECHO_MINUTES = 75;

interface Weather {
  /** Of the requests that would come. */
  readonly coming: Float64Array;
  readonly failing: Float64Array;
  readonly throttled: Float64Array;
  readonly slowness: Float64Array;
}

/** A service of some days, with a blip and a deployment a day, and incidents. */
export function simulateService(
  shape: LoadShape,
  perMinute: number,
  days: number,
  surroundings: Surroundings,
  seed: number,
): SimulatedService {
  const random = seededRandom(seed);
  const minutes = days * DAY;
  const load = loadOf(shape(random), perMinute, minutes);
  const weather: Weather = {
    coming: new Float64Array(minutes).fill(1),
    failing: new Float64Array(minutes).fill(surroundings.background),
    throttled: new Float64Array(minutes),
    slowness: new Float64Array(minutes).fill(1),
  };
  const incidents: Incident[] = [];
  for (let day = 0; day < days; day++) {
    blip(weather, day * DAY + Math.floor(random.next() * DAY), surroundings.blip(random));
    deploy(weather, day * DAY + 540 + Math.floor(random.next() * 480), surroundings.deployment(random));
    for (let slot = 0; slot < SLOTS_A_DAY; slot++) {
      // Five kinds in two slots: each kind meets both halves of the day.
      const kind = INCIDENT_KINDS[(day * SLOTS_A_DAY + slot) % INCIDENT_KINDS.length]!;
      const slotFrom = day * DAY + (slot * DAY) / SLOTS_A_DAY;
      const freeFrom = Math.max(slotFrom, (incidents.at(-1)?.toMinute ?? 0) + ECHO_MINUTES);
      const fromMinute = busyMinute(load, freeFrom, slotFrom + DAY / SLOTS_A_DAY, random);
      const length = Math.max(random.pick(surroundings.lengths), kind === 'silent' ? LEAST_SILENCE : 0);
      const incident = { kind, fromMinute, toMinute: fromMinute + length };
      strike(weather, incident, surroundings.outage);
      incidents.push(incident);
    }
  }
  const asked = Array.from(load, (mean, minute) => random.poisson(mean * weather.coming[minute]!));
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
    quietest: quietestHour(load),
  };
}

function loadOf(weightAt: (minute: number) => number, perMinute: number, minutes: number): Float64Array {
  const weights = Float64Array.from({ length: minutes }, (_, minute) => weightAt(minute));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / minutes;
  return weights.map((weight) => (perMinute * weight) / mean);
}

function quietestHour(load: Float64Array): number {
  const hours = Array.from({ length: load.length / 60 }, (_, hour) => load.subarray(60 * hour, 60 * (hour + 1)));
  return Math.min(...hours.map((hour) => hour.reduce((sum, mean) => sum + mean, 0) / 60));
}

/** Something on the way is away for less than a minute. */
function blip({ failing, slowness }: Weather, minute: number, part: number): void {
  failing[minute] = part;
  slowness[minute] = 2;
}

/** Cold starts, and requests that the old version did not finish. */
function deploy(weather: Weather, fromMinute: number, deployment: ReturnType<Surroundings['deployment']>): void {
  for (let minute = fromMinute; minute < fromMinute + deployment.minutes; minute++) {
    weather.failing[minute] = Math.max(weather.failing[minute]!, deployment.failing);
    weather.slowness[minute] = Math.max(weather.slowness[minute]!, 2);
  }
}

function strike(weather: Weather, { kind, fromMinute, toMinute }: Incident, outage: number): void {
  const { coming, failing, throttled, slowness } = weather;
  for (let minute = fromMinute; minute < toMinute; minute++) {
    if (kind === 'outage') failing[minute] = Math.max(failing[minute]!, outage);
    else if (kind === 'ten percent') failing[minute] = Math.max(failing[minute]!, 0.1);
    else if (kind === 'slow') slowness[minute] = 8;
    else if (kind === 'throttled') throttled[minute] = 0.3;
    else coming[minute] = 0;
  }
}

/** An incident comes with load: as likely in a minute as it has requests. */
function busyMinute(load: Float64Array, from: number, to: number, random: Random): number {
  const slot = load.subarray(from, to);
  let left = random.next() * slot.reduce((sum, mean) => sum + mean, 0);
  const index = slot.findIndex((mean) => {
    left -= mean;
    return left < 0;
  });
  return from + Math.max(0, index);
}

/** A tenth of the time-out, at most the time-out; at most ten of the invocations. */
function durations(count: number, slowness: number, random: Random): number[] {
  return Array.from({ length: Math.min(count, 10) }, () =>
    Math.round(Math.min(TIMEOUT_MS, 0.1 * TIMEOUT_MS * slowness * Math.exp(0.3 * random.normal()))),
  );
}
