import { isRecord } from '../../template/template-file';
import { parseDuration, parseTime } from '../alarm-tests/notation/duration';
import { type MetricName, parseSeries } from '../alarm-tests/notation/series-selector';
import { type IntervalValue, parseValues } from '../alarm-tests/notation/values';
import { unreadMetrics } from '../alarm-tests/reading/unread-metrics';
import { rehearse } from '../rehearse';
import { type Action, type Scenario, ScenarioError, type Traffic } from '../scenario/scenario';
import { loadTemplate } from '../template/load-template';
import type { Model } from '../template/model';
import { alarmNames } from './alarm-names';
import { RunUnderTest } from './run-under-test';
import { logicalIdIn, stackText } from './stack-text';
import { type TemplateInput, templateSource } from './template-input';

/** Values for each interval: promtool's notation (`0x9 8x4 _x3`), or the values themselves, `null` for none. */
export type Values = string | readonly IntervalValue[];

/** Times count from the start, `11m`, `1h30m`; or are as a clock in UTC shows them, `09:11`. */
export interface SeriesOptions {
  /** When the first interval begins. @default 0m */
  readonly at?: string;
  /** @default 1m */
  readonly interval?: string;
  readonly unit?: string;
}

export interface OftenOptions {
  readonly at: string;
  /** @default 1 */
  readonly times?: number;
  /** @default 1m */
  readonly every?: string;
}

export interface LogOptions extends OftenOptions {
  /** Lines as they are, or objects that are written as JSON. */
  readonly lines: readonly (string | object)[];
}

export interface InvokeOptions extends OftenOptions {
  /** @default {} */
  readonly event?: unknown;
  /** @default false */
  readonly asynchronous?: boolean;
}

export interface TrafficOptions extends Pick<Traffic, 'method' | 'path' | 'bodies' | 'perMinute'> {
  /** @default 0m */
  readonly from?: string;
  /** @default - the end of the run */
  readonly to?: string;
}

export interface FaultOptions {
  /** @default 0m */
  readonly from?: string;
  /** @default - the end of the run */
  readonly to?: string;
}

export interface BandOptions extends Pick<SeriesOptions, 'at' | 'interval'> {
  readonly lower: string | readonly (number | null)[];
  readonly upper: string | readonly (number | null)[];
}

const DEFAULT_START = '2026-01-05T09:00:00Z';
const MINUTE_MS = 60_000;

/** What is decided before anything happens. */
interface Setting {
  readonly input: TemplateInput;
  readonly model: Model;
  readonly startMs: number;
}

type Part = (setting: Setting) => Partial<Scenario>;

/**
 * Rehearses a stack in a test: say what happens, then `run` it. What is not said does not happen. Throws an Error for
 * a template that cannot be read.
 */
export function rehearsal(template: TemplateInput): ScenarioBuilder {
  const model = loadTemplate(templateSource(template));
  return new ScenarioBuilder({ input: template, model, startMs: Date.parse(DEFAULT_START) }, []);
}

/** What happens in a run, step by step. Each method gives a new builder, so that tests can share a beginning. */
export class ScenarioBuilder {
  public constructor(
    private readonly setting: Setting,
    private readonly parts: readonly Part[],
  ) {}

  /** ISO 8601 with its zone. @default 2026-01-05T09:00:00Z, a Monday */
  public startAt(time: string): ScenarioBuilder {
    const startMs = /T.*(Z|[+-]\d\d:\d\d)$/.test(time) ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(startMs)) throw new ScenarioError(`"${time}" is not a time with its zone; write ${DEFAULT_START}`);
    return new ScenarioBuilder({ ...this.setting, startMs }, this.parts);
  }

  /** Samples of a metric: `.series('Shop/Checkout Errors{service=api}', '0x9 8x4 0x9')`. */
  public series(metric: string, values: Values, options: SeriesOptions = {}): ScenarioBuilder {
    const { at = '0m', interval = '1m', unit } = options;
    const given = typeof values === 'string' ? parseValues(values) : values;
    return this.with((setting) => {
      const { dimensions, ...name }: MetricName = parseSeries(stackText(metric, setting.input, setting.model));
      const input = { ...name, dimensions, ...(unit === undefined ? {} : { unit }), values: given };
      return { metrics: [{ ...input, atMinute: minuteOf(at, setting), intervalSeconds: secondsOf(interval) }] };
    });
  }

  /** Lines of a log group, by its name or logical id. */
  public logs(logGroup: string, { lines, ...often }: LogOptions): ScenarioBuilder {
    const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    return this.with((setting) => ({
      logs: [{ logGroup: logicalIdIn(logGroup, setting.input), lines: texts, ...oftenOf(often, setting) }],
    }));
  }

  /** Invocations of a function, by its name or logical id: the real handler runs. */
  public invoke(name: string, { event = {}, asynchronous, ...often }: InvokeOptions): ScenarioBuilder {
    return this.with((setting) => {
      const input = { function: logicalIdIn(name, setting.input), event, ...oftenOf(often, setting) };
      return { invocations: [{ ...input, ...(asynchronous === undefined ? {} : { asynchronous }) }] };
    });
  }

  /** Requests to the HTTP API of the stack. */
  public traffic({ from = '0m', to, ...traffic }: TrafficOptions): ScenarioBuilder {
    return this.with((setting) => ({
      traffic: [
        {
          ...traffic,
          fromMinute: minuteOf(from, setting),
          ...(to === undefined ? {} : { toMinute: minuteOf(to, setting) }),
        },
      ],
    }));
  }

  /** Something that fails, or that an operator does: `.fault({ kind: 'chat', fault: { kind: 'serverError' } }, { from: '5m' })`. */
  public fault(action: Action, { from = '0m', to }: FaultOptions = {}): ScenarioBuilder {
    const text = Object.values(action)
      .map((value) => (isRecord(value) ? Object.values(value).join(' ') : String(value)))
      .join(' ');
    return this.with((setting) => ({
      steps: [
        {
          atMinute: minuteOf(from, setting),
          ...(to === undefined ? {} : { untilMinute: minuteOf(to, setting) }),
          text,
          action,
        },
      ],
    }));
  }

  /** The band of an anomaly-detection alarm. */
  public band(alarm: string, { lower, upper, at = '0m', interval }: BandOptions): ScenarioBuilder {
    const bound = (values: BandOptions['lower']) =>
      (typeof values === 'string' ? parseValues(values) : values) as (number | null)[];
    return this.with((setting) => ({
      bands: [
        {
          alarm: logicalIdIn(alarm, setting.input),
          atMinute: minuteOf(at, setting),
          ...(interval === undefined ? {} : { intervalSeconds: secondsOf(interval) }),
          lower: bound(lower),
          upper: bound(upper),
        },
      ],
    }));
  }

  /** Values of secrets by logical id, `null` for none. @default - each is the token of the simulated Slack */
  public secrets(secrets: Readonly<Record<string, string | null>>): ScenarioBuilder {
    return this.with(() => ({ secrets }));
  }

  /** How long after its minute a given sample can be seen. @default 0s */
  public ingestionDelay(delay: string): ScenarioBuilder {
    return this.with(() => ({ ingestionDelaySeconds: secondsOf(delay) }));
  }

  /** Start of all randomness. @default 1 */
  public seed(seed: number): ScenarioBuilder {
    return this.with(() => ({ seed }));
  }

  /** Plays it for so long: `30m`. Throws a ScenarioError for what the stack does not have. */
  public async run(duration: string): Promise<RunUnderTest> {
    const { input, model, startMs } = this.setting;
    const minutes = parseDuration(duration) / MINUTE_MS;
    if (minutes === 0) throw new ScenarioError('a run of 0m shows nothing; write how long it lasts: 30m');
    const start = { title: 'test', startsAt: new Date(startMs).toISOString(), minutes };
    const scenario = this.parts.map((part) => part(this.setting)).reduce<Scenario>(added, start);
    const finished = await rehearse({ template: model, scenario });
    return new RunUnderTest(finished, unreadMetrics(scenario.metrics ?? [], model), alarmNames(input));
  }

  private with(part: Part): ScenarioBuilder {
    return new ScenarioBuilder(this.setting, [...this.parts, part]);
  }
}

/** Lists are put together, secrets too; of single values the last one counts. */
function added(scenario: Scenario, part: Partial<Scenario>): Scenario {
  const merged = Object.entries(part).map(([key, value]) => {
    const before = scenario[key as keyof Scenario];
    if (Array.isArray(before) && Array.isArray(value)) return [key, [...before, ...value]];
    return [key, key === 'secrets' ? { ...scenario.secrets, ...part.secrets } : value];
  });
  return { ...scenario, ...Object.fromEntries(merged) };
}

function oftenOf({ at, times, every }: OftenOptions, setting: Setting) {
  return {
    atMinute: minuteOf(at, setting),
    ...(times === undefined ? {} : { times }),
    ...(every === undefined ? {} : { everySeconds: secondsOf(every) }),
  };
}

function minuteOf(time: string, { startMs }: Setting): number {
  return parseTime(time, startMs) / MINUTE_MS;
}

function secondsOf(duration: string): number {
  return parseDuration(duration) / 1000;
}
