import type { Random } from './random';

/** Makes, for one series, how many requests a minute has; only the proportions matter. */
export type LoadShape = (random: Random) => (minute: number) => number;

const DAY = 1440;
const NIGHT = 0.02;

const hour = (minute: number) => (minute % DAY) / 60;
const isWeekend = (minute: number) => Math.floor(minute / DAY) % 7 >= 5;

/** A half wave from one hour to another, night before and after. */
const wave = (minute: number, from: number, to: number, night = NIGHT) => {
  const at = hour(minute);
  return at <= from || at >= to ? night : Math.max(night, Math.sin((Math.PI * (at - from)) / (to - from)));
};

export const LOAD_SHAPES = {
  /** At work, Monday to Friday. */
  office: () => (minute) => wave(minute, 7, 19) * (isWeekend(minute) ? 0.15 : 1),
  /** In the evening, more at the weekend. */
  shop: () => (minute) => wave(minute, 6, 24) * (isWeekend(minute) ? 1.5 : 0.9),
  /** All over the world. */
  global: () => (minute) => 1 + 0.4 * Math.cos((2 * Math.PI * (hour(minute) - 16)) / 24),
  /** Few users, many requests of each: three minutes in ten have most of the load. */
  bursty: (random) => (minute) => wave(minute, 6, 24) * (random.next() < 0.3 ? 2.4 : 0.4),
  /** A schedule that runs every five minutes, and a trickle between. */
  scheduled: () => (minute) => (minute % 5 === 0 ? 3 : 0.5),
} satisfies Record<string, LoadShape>;

export const OTHER_SHAPES = {
  /** Users who come and stay for half an hour. */
  crowds: (random) => {
    let crowd = 0;
    return (minute) => {
      crowd = 0.97 * crowd + 0.24 * random.normal();
      return wave(minute, 5, 23) * Math.exp(0.7 * crowd);
    };
  },
  /** A batch at each full hour. */
  batches: () => (minute) => (minute % 60 < 4 ? 12 : 0.25),
  /** Closed at night. */
  counter: () => (minute) => wave(minute, 8, 18, 0),
  /** Always the same. */
  probes: () => () => 1,
  /** A schedule that runs every three minutes, and nothing else. */
  timer: () => (minute) => (minute % 3 === 0 ? 1 : 0),
} satisfies Record<string, LoadShape>;
