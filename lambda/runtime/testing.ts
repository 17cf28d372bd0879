import { replaceSink } from './sink';

/** One metric of a captured document. */
export interface CapturedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly storageResolution: 1 | 60;
  readonly timestampMs: number;
  readonly values: readonly number[];
}

/** Metrics that went to a test instead of to standard output. */
export interface MetricsCapture {
  /** The raw lines, newline included. */
  readonly lines: readonly string[];
  /** The lines as objects, with their properties. */
  documents(): Record<string, unknown>[];
  /** Every metric of every document, in order; those called `metricName` if it is given. */
  metrics(metricName?: string): CapturedMetric[];
  /** Every value of one metric, in order. */
  values(metricName: string): number[];
  /** Puts the previous sink back. */
  restore(): void;
}

/** Captures what is emitted from now on. Call `restore` when the test ends. */
export function captureMetrics(): MetricsCapture {
  const lines: string[] = [];
  const restore = replaceSink((line) => lines.push(line) > 0);
  const metrics = (metricName?: string) =>
    lines.flatMap(decodeDocument).filter((metric) => metricName === undefined || metric.metricName === metricName);
  return {
    lines,
    restore,
    documents: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    metrics,
    values: (metricName) => metrics(metricName).flatMap(({ values }) => values),
  };
}

interface EmfDocument {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly {
        readonly Name: string;
        readonly Unit?: string;
        readonly StorageResolution?: 1 | 60;
      }[];
    }[];
  };
  readonly [member: string]: unknown;
}

/** The metrics in one line that `defineMetrics` wrote. */
export function decodeDocument(line: string): CapturedMetric[] {
  const document = JSON.parse(line) as EmfDocument;
  return document._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name, Unit = 'None', StorageResolution = 60 }) => ({
        namespace: Namespace,
        metricName: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, document[name] as string])),
        unit: Unit,
        storageResolution: StorageResolution,
        timestampMs: document._aws.Timestamp,
        values: [document[Name] as number | number[]].flat(),
      })),
    ),
  );
}
