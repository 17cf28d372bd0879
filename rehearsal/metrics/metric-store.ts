import type { Sample, SampleSink } from './sample';
import { Series } from './series';

/** Which metric: CloudWatch tells metrics apart by namespace, name and the exact set of dimensions. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Samples of another unit are another stream. Without a unit, the stream of the first of `MetricStore.units` is meant. */
  readonly unit?: string;
}

/** Every sample of a rehearsal. */
export class MetricStore implements SampleSink {
  /** Metric → its streams, one for each unit, in the order of `byUnit`. */
  private readonly streams = new Map<string, Series[]>();

  /** Goes up when a stream is added. */
  public revision = 0;

  /** Goes up with each sample. */
  public changes = 0;

  /**
   * Keeps a sample.
   *
   * @throws RangeError for a value that CloudWatch would not take (NaN, infinite): senders check before they send.
   */
  public put(sample: Sample): void {
    const put = this.stream(sample, sample.storageResolution);
    sample.values.forEach((value, index) => {
      put(sample.timestampMs, value, sample.counts?.[index] ?? 1);
    });
  }

  /** Takes many samples of one metric in one unit; as `put`, without looking the metric up again. */
  public stream(
    metric: MetricIdentity,
    storageResolution: Sample['storageResolution'] = 60,
    expectedSamples = 0,
  ): (timestampMs: number, value: number, count: number) => void {
    const resolutionMs = storageResolution * 1000;
    const series = this.seriesFor(metric);
    if (expectedSamples > 0) series.reserve(expectedSamples);
    return (timestampMs, value, count) => {
      if (!Number.isFinite(value)) {
        const { namespace, metricName } = metric;
        throw new RangeError(`sample of ${namespace} ${metricName} is ${value}: not a number that CloudWatch takes`);
      }
      if (!(count > 0)) return;
      series.add(Math.floor(timestampMs / resolutionMs) * resolutionMs, value, count);
      series.changedAt = ++this.changes;
    };
  }

  /** The samples of a metric; `undefined` as long as none has arrived. */
  public find(metric: MetricIdentity): Series | undefined {
    const streams = this.streams.get(keyOf(metric));
    return metric.unit === undefined ? streams?.[0] : streams?.find(({ unit }) => unit === metric.unit);
  }

  /** The units in which samples of a metric arrived: `None` first, the others by name. */
  public units(metric: MetricIdentity): string[] {
    return (this.streams.get(keyOf(metric)) ?? []).map(({ unit }) => unit);
  }

  private seriesFor(metric: MetricIdentity): Series {
    const key = keyOf(metric);
    const unit = metric.unit ?? 'None';
    let streams = this.streams.get(key);
    if (streams === undefined) {
      streams = [];
      this.streams.set(key, streams);
    }
    const existing = streams.find((series) => series.unit === unit);
    if (existing !== undefined) return existing;
    const series = new Series(unit);
    streams.push(series);
    streams.sort(byUnit);
    this.revision++;
    return series;
  }
}

/** AWS has a fixed order and does not publish it; this one does not depend on which sample came first. */
function byUnit(a: Series, b: Series): number {
  const rank = (unit: string) => (unit === 'None' ? '' : unit);
  return rank(a.unit) < rank(b.unit) ? -1 : 1;
}

function keyOf({ namespace, metricName, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions).sort();
  let key = `${namespace}\0${metricName}`;
  for (const name of names) key += `\0${name}\0${dimensions[name]}`;
  return key;
}
