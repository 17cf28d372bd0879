import { METRIC_UNITS, type MetricUnit } from './metric-unit';

/** The four golden signals. */
const GOLDEN_SIGNALS = ['latency', 'traffic', 'errors', 'saturation'] as const;

/** One of the four golden signals. */
export type GoldenSignal = (typeof GOLDEN_SIGNALS)[number];

/** One metric of a definition. */
export interface MetricDefinition {
  /** What the values are measured in. */
  readonly unit: MetricUnit;
  /** The golden signal that it measures; without one it is shown, but belongs to no signal. */
  readonly signal?: GoldenSignal;
  /** Seconds between two datapoints that CloudWatch keeps apart: 60, or 1 for high resolution (which costs more to alarm on). */
  readonly resolution?: 1 | 60;
}

/** What `defineMetrics` is given. `Dimensions` and `Definitions` are inferred as literals, which is what types the calls. */
export interface MetricsDefinition<
  Dimensions extends readonly string[] = readonly string[],
  Definitions extends Readonly<Record<string, MetricDefinition>> = Readonly<Record<string, MetricDefinition>>,
> {
  /** CloudWatch namespace of your own, for example `Shop/Orders`. */
  readonly namespace: string;
  /** Names of the dimensions that every sample carries; `[]` for none. Each distinct combination of values is billed as a metric. */
  readonly dimensions: Dimensions;
  /** The metrics by name. */
  readonly metrics: Definitions;
}

/** Root members that a document uses itself. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(['_aws', 'DroppedSamples', 'DroppedProperties']);

const MAX_DIMENSIONS = 30;
const MAX_DIMENSION_NAME_LENGTH = 250;
const MAX_METRIC_NAME_LENGTH = 255;
/** Ours, not CloudWatch's: with longer names, 30 dimension values might leave no room for a sample in 64 KiB. */
const MAX_DIMENSION_NAMES_LENGTH = 4096;

const NAMESPACE = /^[A-Za-z0-9 ._#/-][A-Za-z0-9 ._#:/-]{0,254}$/;
const PRINTABLE_ASCII = /^(?=.*[!-~])[ -~]+$/;

/** Why CloudWatch would not take `definition`, in words for the person who wrote it; empty when it would. */
export function problemsOf(definition: MetricsDefinition): string[] {
  const misshapen = shapeProblems(definition);
  if (misshapen.length > 0) return misshapen;
  const metricNames = Object.keys(definition.metrics);
  const problems = [...namespaceProblems(definition.namespace), ...dimensionProblems(definition.dimensions)];
  if (metricNames.length === 0) problems.push('it has no metrics; define at least one');
  for (const name of metricNames) {
    problems.push(...nameProblems('metric', name, MAX_METRIC_NAME_LENGTH));
    problems.push(...metricProblems(name, definition.metrics[name]!));
    if (definition.dimensions.includes(name)) {
      problems.push(`${quoted(name)} is both a metric and a dimension; rename one of them`);
    }
  }
  return problems;
}

/** What the compiler tells who writes TypeScript. */
function shapeProblems(definition: unknown): string[] {
  if (!isObject(definition)) return ["it takes { namespace: 'Shop/Orders', dimensions: [], metrics: { … } }"];
  const { dimensions, metrics } = definition;
  const problems: string[] = [];
  if (!Array.isArray(dimensions)) problems.push(`dimensions: ${quoted(dimensions)} is not a list; write [] for none`);
  if (!isObject(metrics)) {
    problems.push(`metrics: ${quoted(metrics)} is not an object; write { Orders: { unit: 'Count' } }`);
  }
  for (const [name, metric] of isObject(metrics) ? Object.entries(metrics) : []) {
    if (!isObject(metric)) problems.push(`metric ${quoted(name)}: ${quoted(metric)} is not an object with a unit`);
  }
  return problems;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function namespaceProblems(namespace: string): string[] {
  if (typeof namespace !== 'string' || !NAMESPACE.test(namespace) || namespace.trim() === '') {
    return [
      `namespace ${quoted(namespace)} is not 1 to 255 characters of A-Z, a-z, 0-9, space and . _ # / : - (not starting with a colon)`,
    ];
  }
  if (namespace.startsWith('AWS/')) {
    return [`namespace ${quoted(namespace)} belongs to AWS; choose your own, for example "Shop/Orders"`];
  }
  return [];
}

function dimensionProblems(dimensions: readonly string[]): string[] {
  const problems = dimensions.flatMap((name) => nameProblems('dimension', name, MAX_DIMENSION_NAME_LENGTH));
  if (dimensions.length > MAX_DIMENSIONS) {
    problems.push(`it has ${dimensions.length} dimensions; CloudWatch takes at most ${MAX_DIMENSIONS}`);
  }
  if (dimensions.join('').length > MAX_DIMENSION_NAMES_LENGTH) {
    problems.push(`its dimension names add up to more than ${MAX_DIMENSION_NAMES_LENGTH} characters; shorten them`);
  }
  const repeated = dimensions.find((name, index) => dimensions.indexOf(name) !== index);
  if (repeated !== undefined) problems.push(`dimension ${quoted(repeated)} is listed twice`);
  return problems;
}

function metricProblems(name: string, metric: MetricDefinition): string[] {
  const problems: string[] = [];
  if (!METRIC_UNITS.includes(metric.unit)) {
    problems.push(
      `metric ${quoted(name)} has unit ${quoted(metric.unit)}, which CloudWatch does not know; use one of ${METRIC_UNITS.join(', ')}`,
    );
  }
  if (metric.signal !== undefined && !GOLDEN_SIGNALS.includes(metric.signal)) {
    problems.push(
      `metric ${quoted(name)} has signal ${quoted(metric.signal)}; use one of ${GOLDEN_SIGNALS.join(', ')}, or none`,
    );
  }
  if (metric.resolution !== undefined && metric.resolution !== 1 && metric.resolution !== 60) {
    problems.push(`metric ${quoted(name)} has resolution ${quoted(metric.resolution)}; use 1 or 60 seconds`);
  }
  return problems;
}

function nameProblems(kind: 'metric' | 'dimension', name: string, maxLength: number): string[] {
  if (typeof name !== 'string' || name.length > maxLength || !PRINTABLE_ASCII.test(name)) {
    return [
      `${kind} name ${quoted(name)} is not 1 to ${maxLength} printable ASCII characters with at least one non-blank`,
    ];
  }
  if (kind === 'dimension' && name.startsWith(':')) return [`dimension name ${quoted(name)} starts with a colon`];
  if (RESERVED_NAMES.has(name)) return [`${kind} name ${quoted(name)} is reserved; choose another`];
  return [];
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
