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

/** What changes in steps of five minutes, as load is published in public data sets of CloudWatch. */
const inSteps = (next: (minute: number) => number): ((minute: number) => number) => {
  let weight = 0;
  return (minute) => {
    if (minute % 5 === 0) weight = next(minute);
    return weight;
  };
};
/** Exponential: as often little as much. */
const some = (random: Random) => -Math.log(1 - random.next());

/** Drawn after public series of load balancers, hosts, roads and disks: noisier than waves are. */
export const ROUGH_SHAPES = {
  /** A load balancer of few users: five minutes have little to do with the five before. */
  balancer: (random) => inSteps((minute) => (0.8 + 0.5 * wave(minute, 8, 20)) * some(random)),
  /** Jobs shortly before and after each hour, at times a large one; a quarter as much for two hours every five days. */
  jobs: (random) =>
    inSteps((minute) => {
      const regular = minute % 60 === 55 || minute % 60 === 5 ? 3.2 : 0.24;
      const rare = random.next() < 0.004 ? 3 * some(random) : 0;
      return (regular + rare) * (minute % (5 * DAY) < 120 ? 0.25 : 1);
    }),
  /** Rush hours, next to nothing at night, a day without anything. */
  road: (random) =>
    inSteps((minute) => {
      const at = hour(minute);
      if (Math.floor(minute / DAY) % 12 === 3) return 0;
      if (at < 4.5 || at > 23) return random.next() < 0.5 ? 0 : random.next();
      const rush = 12 * Math.exp(-((at - 7) ** 2)) + 4 * Math.exp(-(((at - 17) / 1.5) ** 2));
      return random.next() < 0.15 ? 0 : (4.5 + rush) * Math.exp(0.45 * random.normal());
    }),
  /** Users who come alone: busy for some minutes, then nobody, longer at night. */
  sessions: (random) => {
    let busy = false;
    let until = 0;
    let weight = 0;
    return (minute) => {
      if (minute < until) return weight;
      busy = !busy;
      const idle = hour(minute) > 6 && hour(minute) < 23 ? 30 : 90;
      until = minute + 1 + Math.floor((busy ? 12 : idle) * some(random));
      weight = busy ? 2 * Math.exp(0.8 * random.normal()) : 0.05;
      return weight;
    };
  },
  /** Five times as much from one release on, half of it from another; a spike every quarter of an hour. */
  levels: (random) => (minute) => {
    const day = (minute / DAY) % 14;
    const level = day < 5 ? 0.4 : day < 9 ? 2 : 1;
    return level * wave(minute, 5, 23) * (minute % 15 === 0 ? 6 : 0.7 + 0.6 * random.next());
  },
} satisfies Record<string, LoadShape>;
