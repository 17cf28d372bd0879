import type { MetricContract } from '../../lib/signals/metric-contract';
import { type DocumentForm, documentContext, documentForm, documents, type Samples } from './document';
import { type MetricDefinition, type MetricsDefinition, problemsOf } from './metrics-definition';
import type { Properties } from './properties';
import { writeLine } from './sink';

/** One value of each dimension. 1 to 1,024 printable ASCII characters; anything else is bent into that. */
export type DimensionValues<Dimension extends string> = Readonly<Record<Dimension, string>>;

/** What was measured: a number, or one number for each time that it was measured. */
export type MetricValues<Metric extends string> = Readonly<Partial<Record<Metric, number | readonly number[]>>>;

/** What a service measures about itself. Nothing here throws or loses a valid sample, whatever it is given. */
export interface Metrics<Dimension extends string, Metric extends string> {
  /** What is emitted, as plain data: hand it to `GoldenSignals.watchMetrics`. */
  readonly contract: MetricContract;

  /** Samples that were not numbers within ±2^360, or could not be written, since the definition. */
  readonly droppedSamples: number;

  /** Writes one document now (more only if the values do not fit into one). */
  emit(dimensionValues: DimensionValues<Dimension>, values: MetricValues<Metric>, properties?: Properties): void;

  /** Collects the samples of one piece of work and writes them together. */
  record(dimensionValues: DimensionValues<Dimension>, properties?: Properties): MetricsRecorder<Metric>;
}

/** The samples of one piece of work, an invocation for instance. Use one for each: it is not shared. */
export interface MetricsRecorder<Metric extends string> {
  /** Adds a sample. */
  add(metric: Metric, value: number): void;

  /** Writes what was added since the last flush; nothing if there is nothing. */
  flush(): void;
}

/**
 * Defines metrics once, for the handler that emits them and for the stack that watches them. Names, dimensions and units
 * are checked by the compiler where they are used.
 *
 * @throws Error that lists what CloudWatch would not take. It is thrown when the module loads, never by `emit`.
 */
export function defineMetrics<
  const Dimensions extends readonly string[],
  const Definitions extends Readonly<Record<string, MetricDefinition>>,
>(
  definition: MetricsDefinition<Dimensions, Definitions>,
): Metrics<Dimensions[number], Extract<keyof Definitions, string>> {
  const problems = problemsOf(definition);
  if (problems.length > 0) throw new Error(`defineMetrics: ${problems.join('; ')}`);
  const form = documentForm(definition);
  let dropped = 0;
  let reportedDrops = 0;

  function emit(dimensionValues: DimensionValues<string>, values: MetricValues<string>, properties?: Properties): void {
    try {
      const { samples, invalid } = samplesOf(form, values);
      dropped += invalid;
      if (samples.length === 0) return;
      const context = documentContext(form, dimensionValues, properties);
      for (const { line, sampleCount } of documents(form, context, samples, Date.now(), dropped - reportedDrops)) {
        const dropsBefore = dropped;
        if (writeLine(line)) reportedDrops = dropsBefore;
        else dropped += sampleCount;
      }
    } catch {
      // Whatever was wrong with the arguments, the caller's business goes on; the count says that something was lost.
      dropped += 1;
    }
  }

  return {
    contract: contractOf(definition),
    get droppedSamples() {
      return dropped;
    },
    emit,
    record: (dimensionValues, properties) => recorder((values) => emit(dimensionValues, values, properties)),
  };
}

function recorder(emit: (values: MetricValues<string>) => void): MetricsRecorder<string> {
  const added = new Map<string, number[]>();
  return {
    add(metric, value) {
      const values = added.get(metric);
      if (values === undefined) added.set(metric, [value]);
      else values.push(value);
    },
    flush() {
      emit(Object.fromEntries(added));
      added.clear();
    },
  };
}

/** The samples among `values`, and how many are none: of an undefined metric, or not a number that CloudWatch takes. */
function samplesOf(form: DocumentForm, values: MetricValues<string>): { samples: Samples[]; invalid: number } {
  const samples: Samples[] = [];
  let invalid = 0;
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value === undefined) continue;
    const metric = form.metrics.get(name);
    const valid = metric === undefined ? [] : samplesIn(value);
    invalid += (Array.isArray(value) ? value.length : 1) - valid.length;
    if (metric !== undefined && valid.length > 0) samples.push({ metric, values: valid });
  }
  return { samples, invalid };
}

function samplesIn(value: unknown): number[] {
  if (isSample(value)) return [value];
  return Array.isArray(value) ? value.filter(isSample) : [];
}

const MAX_VALUE = 2 ** 360;

function isSample(value: unknown): value is number {
  // NaN fails both comparisons.
  return typeof value === 'number' && value >= -MAX_VALUE && value <= MAX_VALUE;
}

function contractOf({ namespace, dimensions, metrics }: MetricsDefinition): MetricContract {
  return {
    namespace,
    dimensions: [...dimensions],
    metrics: Object.entries(metrics).map(([name, { unit, signal }]) => ({
      name,
      unit,
      ...(signal !== undefined && { signal }),
    })),
  };
}
