import { LOAD_SHAPES, type LoadShape, OTHER_SHAPES, ROUGH_SHAPES } from './load-shapes';
import type { Random } from './random';

/** What befalls a service. */
export interface Surroundings {
  readonly shapes: Readonly<Record<string, LoadShape>>;
  /** The part of the requests that fails always. */
  readonly background: number;
  /** The part of the requests that fails in the minute of a blip. */
  readonly blip: (random: Random) => number;
  readonly deployment: (random: Random) => { readonly minutes: number; readonly failing: number };
  /** The part of the requests that fails in an outage. */
  readonly outage: number;
  /** Minutes that an incident lasts. */
  readonly lengths: readonly number[];
}

const between = (low: number, high: number) => (random: Random) => low + (high - low) * random.next();

export const USUAL: Surroundings = {
  shapes: LOAD_SHAPES,
  background: 0.0005,
  blip: between(0.3, 1),
  deployment: () => ({ minutes: 3, failing: 0.02 }),
  outage: 1,
  lengths: [8, 12, 15, 20, 30, 45, 60],
};

/** Worlds that the alarms were not chosen for: what each has that is unusual. */
export const VARIATIONS: Readonly<Record<string, Surroundings>> = {
  'other shapes: crowds, hourly batches, closed at night, constant, every three minutes': {
    ...USUAL,
    shapes: OTHER_SHAPES,
  },
  'rough shapes: a load balancer of few users, jobs, rush hours, sessions, levels that shift': {
    ...USUAL,
    shapes: ROUGH_SHAPES,
  },
  'all requests fail in a blip, 0.2 % always': { ...USUAL, blip: () => 1, background: 0.002 },
  '2 to 10 % fail for 1 to 3 minutes of a deployment': {
    ...USUAL,
    deployment: (random) => ({ minutes: random.pick([1, 2, 3]), failing: between(0.02, 0.1)(random) }),
  },
  '5 to 50 % fail for a minute or two of a deployment': {
    ...USUAL,
    deployment: (random) => ({ minutes: random.pick([1, 2]), failing: between(0.05, 0.5)(random) }),
  },
  'half of the requests fail in an outage; incidents of 5 to 120 minutes': {
    ...USUAL,
    outage: 0.5,
    lengths: [5, 10, 20, 40, 80, 120],
  },
};
