import type { NoteInferredRule } from '../alarms/inferred-rules';
import type { Sample } from '../metrics/sample';
import type { MetricFilterModel } from '../template/model';
import { compilePattern, type FilterPattern, type LogMatch } from './filter-pattern/filter-pattern';
import { type Path, type Pattern, parsePattern, parseSelector } from './filter-pattern/pattern';
import type { LogLine } from './log-line';

const MOST_DIMENSIONS = 3;

type Transformation = MetricFilterModel['transformations'][number];

/** One metric that a filter makes of the lines that match. */
export interface FilteredMetric {
  readonly transformation: Transformation;
  /** The sample of a matching line; `undefined` when a selector points to no number or a dimension is missing. */
  readonly sampleOf: (match: LogMatch, timestampMs: number) => Sample | undefined;
}

/** A metric filter, ready to look at lines. */
export interface MetricFilter {
  readonly model: MetricFilterModel;
  readonly pattern: Pattern;
  readonly match: (line: LogLine) => LogMatch | undefined;
  readonly metrics: readonly FilteredMetric[];
}

/** @throws Error that says what is wrong with the pattern or a transformation. */
export function compileMetricFilter(model: MetricFilterModel, note: NoteInferredRule = () => undefined): MetricFilter {
  const pattern = parsePattern(model.filterPattern);
  const match: FilterPattern = compilePattern(pattern, note);
  const { length } = model.transformations;
  if (length !== 1) throw new Error(`CloudWatch takes one metric transformation, this filter has ${length}`);
  return { model, pattern, match, metrics: model.transformations.map((each) => compile(each, pattern, note)) };
}

/** The sample that says "there were lines, none of them matched". */
export function defaultSample(transformation: Transformation, timestampMs: number): Sample {
  return sample(transformation, transformation.defaultValue!, {}, timestampMs);
}

function compile(transformation: Transformation, pattern: Pattern, note: NoteInferredRule): FilteredMetric {
  const { metricName, defaultValue } = transformation;
  const dimensions = Object.entries(transformation.dimensions).map(
    ([name, selector]) => [name, selectorOf(selector, `dimension ${name}`, pattern)] as const,
  );
  if (dimensions.length > 0 && defaultValue !== undefined) {
    throw new Error(`${metricName} has a default value and dimensions: CloudWatch takes one of them`);
  }
  if (dimensions.length > MOST_DIMENSIONS) {
    throw new Error(`${metricName} has ${dimensions.length} dimensions, CloudWatch takes ${MOST_DIMENSIONS}`);
  }
  const readValue = compileValue(transformation, pattern);
  return {
    transformation,
    sampleOf: (match, timestampMs) => {
      const value = readValue(match);
      if (value === undefined) note('valueWithoutNumber');
      const found = dimensions.map(([name, path]) => [name, match.value(path)] as const);
      if (value === undefined || found.some(([, text]) => !isScalar(text))) return undefined;
      return sample(
        transformation,
        value,
        Object.fromEntries(found.map(([name, text]) => [name, `${text}`])),
        timestampMs,
      );
    },
  };
}

function compileValue(
  { metricName, metricValue }: Transformation,
  pattern: Pattern,
): (match: LogMatch) => number | undefined {
  if (!metricValue.startsWith('$')) {
    const constant = numberOf(metricValue);
    if (constant === undefined) throw new Error(`the value of ${metricName} is neither a number nor a selector`);
    return () => constant;
  }
  const path = selectorOf(metricValue, `the value of ${metricName}`, pattern);
  return (match) => numberOf(match.value(path));
}

/** The path of a selector, if the pattern has what it points to. */
function selectorOf(text: string, what: string, pattern: Pattern): Path {
  const path = parseSelector(text);
  if (path === undefined) throw new Error(`${what} is no selector: ${JSON.stringify(text)}`);
  if (pattern.kind === 'terms') throw new Error(`${what} is ${text}: a pattern of terms has no fields`);
  if (path.includes(null)) throw new Error(`${what} is ${text}: AWS does not say which value a wildcard takes`);
  if (pattern.kind === 'fields' && !hasField(pattern, `${path[0]}`)) {
    throw new Error(`${what} is ${text}: the pattern has no field of this name`);
  }
  return path;
}

/** Fields without a name are called by their position. */
function hasField({ fields }: Extract<Pattern, { kind: 'fields' }>, name: string): boolean {
  return /^\d+$/.test(name) || fields.some((field) => field.kind === 'field' && field.name === name);
}

function sample(
  { namespace, metricName, unit }: Transformation,
  value: number,
  dimensions: Readonly<Record<string, string>>,
  timestampMs: number,
): Sample {
  return { namespace, metricName, dimensions, unit: unit ?? 'None', timestampMs, values: [value] };
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A number, or a text that is one; what is neither makes no datapoint. */
function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
