import { dimensionValueJson } from './dimension-value';
import { type MetricsDefinition, RESERVED_NAMES } from './metrics-definition';
import { type Properties, propertyMembers } from './properties';

/**
 * A longer line may arrive in two pieces (a pipe takes 64 KiB at once), and half a document is none.
 * Counts the newline.
 */
export const MAX_DOCUMENT_BYTES = 64 * 1024 - 1;
const MAX_METRICS = 100;
const MAX_VALUES = 100;
const MAX_PROPERTIES_BYTES = 16 * 1024;
/** Braces, time and count of drops. */
const FRAME_BYTES = 128;
/** Properties leave at least this, so that the largest sample (a 255-character name and 100 values) always fits. */
const MIN_SAMPLES_BYTES = 8 * 1024;

/** The parts of a document that are the same each time, as JSON text. */
export interface DocumentForm {
  /** What stands between the time and the definitions of the metrics. */
  readonly directive: string;
  readonly dimensions: readonly { readonly name: string; readonly member: string }[];
  readonly metrics: ReadonlyMap<string, MetricForm>;
  /** Root members that no property may overwrite. */
  readonly takenNames: ReadonlySet<string>;
}

/** One metric of a form: its definition, and its root member up to the value. */
export interface MetricForm {
  readonly definition: string;
  readonly member: string;
}

/** Valid values of one metric. */
export interface Samples {
  readonly metric: MetricForm;
  readonly values: readonly number[];
}

/** One line of output, newline included, and how many values it carries. */
export interface Document {
  readonly line: string;
  readonly sampleCount: number;
}

/** Prepares all that can be prepared. */
export function documentForm({ namespace, dimensions, metrics }: MetricsDefinition): DocumentForm {
  return {
    directive: `,"CloudWatchMetrics":[{"Namespace":${JSON.stringify(namespace)},"Dimensions":[${JSON.stringify(dimensions)}],"Metrics":[`,
    dimensions: dimensions.map((name) => ({ name, member: `,${JSON.stringify(name)}:` })),
    metrics: new Map(
      Object.entries(metrics).map(([name, { unit, resolution }]) => [
        name,
        {
          definition: JSON.stringify({ Name: name, Unit: unit, ...(resolution === 1 && { StorageResolution: 1 }) }),
          member: `,${JSON.stringify(name)}:`,
        },
      ]),
    ),
    takenNames: new Set([...RESERVED_NAMES, ...dimensions, ...Object.keys(metrics)]),
  };
}

/** What every document of one batch repeats: dimension values and properties, as JSON members. */
export interface DocumentContext {
  readonly json: string;
  readonly bytes: number;
}

/** Takes dimension values and properties as they come (see `dimensionValueJson`, `propertyMembers`). */
export function documentContext(
  form: DocumentForm,
  dimensionValues: Readonly<Record<string, unknown>> | undefined,
  properties: Properties | undefined,
): DocumentContext {
  let json = '';
  for (const { name, member } of form.dimensions) json += member + dimensionValueJson(dimensionValues?.[name]);
  if (!properties) return { json, bytes: json.length };
  const free = MAX_DOCUMENT_BYTES - FRAME_BYTES - MIN_SAMPLES_BYTES - form.directive.length - json.length;
  const members = propertyMembers(properties, Math.min(MAX_PROPERTIES_BYTES, free), form.takenNames);
  return { json: json + members.json, bytes: json.length + members.bytes };
}

/**
 * What carries `samples`: one document, or as few as the limits of 100 metrics, 100 values and 64 KiB allow, each
 * with the whole context. `dropped`, if not 0, is told in the first.
 */
export function documents(
  form: DocumentForm,
  context: DocumentContext,
  samples: readonly Samples[],
  timestampMs: number,
  dropped: number,
): Document[] {
  const result: Document[] = [];
  const free = MAX_DOCUMENT_BYTES - FRAME_BYTES - form.directive.length - context.bytes;
  let definitions = '';
  let members = '';
  let metricCount = 0;
  let sampleCount = 0;

  const close = () => {
    const drops = dropped > 0 && result.length === 0 ? `,"DroppedSamples":${dropped}` : '';
    const line = `{"_aws":{"Timestamp":${timestampMs}${form.directive}${definitions}]}]}${context.json}${members}${drops}}\n`;
    result.push({ line, sampleCount });
    definitions = '';
    members = '';
    metricCount = 0;
    sampleCount = 0;
  };

  // Round by round, the first 100 values of each metric, then the next: a metric may stand only once in a document.
  for (let from = 0, more = true; more; from += MAX_VALUES) {
    more = false;
    for (const { metric, values } of samples) {
      if (values.length <= from) continue;
      if (values.length > from + MAX_VALUES) more = true;
      const value = valuesJson(values, from);
      const size = metric.definition.length + metric.member.length + value.length + 1;
      if (metricCount === MAX_METRICS || (metricCount > 0 && definitions.length + members.length + size > free))
        close();
      definitions += metricCount === 0 ? metric.definition : `,${metric.definition}`;
      members += metric.member + value;
      metricCount += 1;
      sampleCount += Math.min(MAX_VALUES, values.length - from);
    }
    if (metricCount > 0) close();
  }
  return result;
}

function valuesJson(values: readonly number[], from: number): string {
  if (values.length === 1) return `${values[0]}`;
  return JSON.stringify(values.length <= MAX_VALUES ? values : values.slice(from, from + MAX_VALUES));
}
