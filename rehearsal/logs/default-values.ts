import type { NoteInferredRule } from '../alarms/inferred-rules';
import { type Clock, Phase } from '../clock';
import type { SampleSink } from '../metrics/sample';
import { defaultSample, type FilteredMetric } from './metric-filter';

const MINUTE_MS = 60_000;

/** Reports the default value of a filter's metric at the end of each minute that had log events and no match. */
export class DefaultValues {
  /** Metric → the minutes that are not over, and whether a line of theirs matched. */
  private readonly open = new Map<FilteredMetric, Map<number, boolean>>();

  public constructor(
    private readonly sink: SampleSink,
    private readonly clock: Clock,
    private readonly note: NoteInferredRule,
  ) {}

  /** Notes that a line of `timestampMs` was looked at, and whether it matched. */
  public saw(metric: FilteredMetric, timestampMs: number, matched: boolean): void {
    if (metric.transformation.defaultValue === undefined) return;
    const minuteMs = Math.floor(timestampMs / MINUTE_MS) * MINUTE_MS;
    let minutes = this.open.get(metric);
    if (minutes === undefined) {
      minutes = new Map();
      this.open.set(metric, minutes);
    }
    const known = minutes.get(minuteMs);
    minutes.set(minuteMs, matched || known === true);
    if (known === undefined) {
      this.clock.schedule(minuteMs + MINUTE_MS, Phase.SAMPLES, () => this.close(metric, minutes, minuteMs));
    }
  }

  private close(metric: FilteredMetric, minutes: Map<number, boolean>, minuteMs: number): void {
    if (minutes.get(minuteMs) === false) {
      if (metric.transformation.defaultValue !== 0) this.note('defaultOnce');
      this.sink.put(defaultSample(metric.transformation, minuteMs));
    }
    minutes.delete(minuteMs);
  }
}
