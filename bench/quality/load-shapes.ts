import type { Random } from './random';

/** Requests a minute at a minute, as a multiple of the mean; the mean over a week is about 1. */
export type LoadShape = (minute: number, random: Random) => number;

const DAY = 1440;
const NIGHT = 0.02;

const hour = (minute: number) => (minute % DAY) / 60;
const isWeekend = (minute: number) => Math.floor(minute / DAY) % 7 >= 5;

/** A half wave from one hour to another, night before and after. */
const wave = (at: number, from: number, to: number) =>
  at <= from || at >= to ? NIGHT : Math.max(NIGHT, Math.sin((Math.PI * (at - from)) / (to - from)));

export const LOAD_SHAPES: Readonly<Record<string, LoadShape>> = {
  /** At work, Monday to Friday. */
  office: (minute) => 3.3 * wave(hour(minute), 7, 19) * (isWeekend(minute) ? 0.15 : 1),
  /** In the evening, more at the weekend. */
  shop: (minute) => 1.9 * wave(hour(minute), 6, 24) * (isWeekend(minute) ? 1.5 : 0.9),
  /** All over the world. */
  global: (minute) => 1 + 0.4 * Math.cos((2 * Math.PI * (hour(minute) - 16)) / 24),
  /** Few users, many requests of each: three minutes in ten have most of the load. */
  bursty: (minute, random) => 1.9 * wave(hour(minute), 6, 24) * (random.next() < 0.3 ? 2.4 : 0.4),
  /** A schedule that runs every five minutes, and a trickle between. */
  scheduled: (minute) => (minute % 5 === 0 ? 3 : 0.5),
};
