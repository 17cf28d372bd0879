import type { Sample } from '../metrics/sample';
import type { MetricFilterModel } from '../template/model';
import { isScalar } from './filter-pattern/condition';
import { compileFilterPattern, type FilterPattern, type LogMatch } from './filter-pattern/filter-pattern';
import { type Path, parseSelector } from './filter-pattern/pattern';
import type { LogLine } from './log-line';

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
  readonly match: (line: LogLine) => LogMatch | undefined;
  readonly metrics: readonly FilteredMetric[];
}

/** @throws Error that says what is wrong with the pattern or a transformation. */
export function compileMetricFilter(model: MetricFilterModel): MetricFilter {
  const pattern: FilterPattern = compileFilterPattern(model.filterPattern);
  return { model, match: pattern, metrics: model.transformations.map(compileTransformation) };
}

/** The sample that says "there were lines, none of them matched". */
export function defaultSample(transformation: Transformation, timestampMs: number): Sample {
  return sample(transformation, transformation.defaultValue!, {}, timestampMs);
}

function compileTransformation(transformation: Transformation): FilteredMetric {
  const dimensions = Object.entries(transformation.dimensions).map(
    ([name, selector]) => [name, selectorOf(selector, `dimension ${name}`)] as const,
  );
  if (dimensions.length > 0 && transformation.defaultValue !== undefined) {
    throw new Error(`${transformation.metricName} has a default value and dimensions: CloudWatch takes one of them`);
  }
  const readValue = compileValue(transformation);
  return {
    transformation,
    sampleOf: (match, timestampMs) => {
      const value = readValue(match);
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

function compileValue({ metricName, metricValue }: Transformation): (match: LogMatch) => number | undefined {
  if (!metricValue.startsWith('$')) {
    const constant = numberOf(metricValue);
    if (constant === undefined) throw new Error(`the value of ${metricName} is neither a number nor a selector`);
    return () => constant;
  }
  const path = selectorOf(metricValue, `the value of ${metricName}`);
  return (match) => numberOf(match.value(path));
}

function selectorOf(text: string, what: string): Path {
  const path = parseSelector(text);
  if (path === undefined) throw new Error(`${what} is no selector: ${JSON.stringify(text)}`);
  return path;
}

function sample(
  { namespace, metricName, unit }: Transformation,
  value: number,
  dimensions: Readonly<Record<string, string>>,
  timestampMs: number,
): Sample {
  return { namespace, metricName, dimensions, unit: unit ?? 'None', timestampMs, values: [value] };
}

/** A number, or a text that is one; what is neither makes no datapoint. */
function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
