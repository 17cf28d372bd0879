import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** What a metric does: a value, the low and the high of a day, or `null` for no data. */
export type Level = number | readonly [number, number] | null;

/** Levels by metric name, or by the metric's id in the alarm's expression. */
export type Levels = Readonly<Record<string, Level>>;

/** How the metrics of one default alarm behave. */
export interface AlarmBehaviour {
  readonly healthy: Levels;
  /** One datapoint, twice a day. */
  readonly blip?: Levels;
  /** Three datapoints in a row, once a day. */
  readonly deployment?: Levels;
  /** What the alarm is for. */
  readonly incident: Levels;
  /** Seconds between samples. @default 60 */
  readonly every?: number;
}

/** One `<type>.yaml`: an example of a resource type, and the behaviour of each of its default alarms. */
export interface Example {
  readonly name: string;
  readonly template: {
    readonly Resources: Readonly<Record<string, { Type: string; Properties?: Record<string, unknown> }>>;
  };
  /** Logical id → every dimension that the alarms of the resource may carry, with its value or values. */
  readonly dimensions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** `<logical id>/<alarm id>` */
  readonly alarms: Readonly<Record<string, AlarmBehaviour>>;
  /** `<logical id>/<event alert id>` */
  readonly events: Readonly<Record<string, { readonly matches: object; readonly ignores: object }>>;
  /** None by default. */
  readonly documented?: readonly Documented[];
}

/** Metrics that AWS's documentation has and its service data has not. */
export interface Documented {
  /** Below https://docs.aws.amazon.com/ */
  readonly page: string;
  readonly namespace: string;
  /** Names of their dimensions, sorted and joined by `+`. */
  readonly by: string;
  /** Names, with spaces between them. */
  readonly metrics: string;
}

const FOLDER = join(__dirname, '..');

/** The example of every resource type that has one. */
export function examples(): Example[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const example = parse(readFileSync(join(FOLDER, file), 'utf8'));
      const { template, dimensions = {}, alarms = {}, events = {}, documented } = example;
      return { name: basename(file, '.yaml'), template, dimensions, alarms, events, documented };
    });
}
