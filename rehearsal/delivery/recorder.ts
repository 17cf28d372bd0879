import { type Clock, Phase } from '../clock';
import type { LogEvent, LogSink } from '../logs/log-event';
import type { Sample, SampleSink } from '../metrics/sample';
import type { Trace, TraceEvent } from '../trace';

/** What services leave behind: trace events, samples and log lines, each at its virtual time. */
export class Recorder {
  public constructor(
    private readonly clock: Clock,
    private readonly trace: Trace,
    private readonly samples: SampleSink,
    private readonly logs: LogSink,
  ) {}

  /** Adds to the trace when `event.atMs` has come, so that the trace stays in the order of time. */
  public event(event: TraceEvent): void {
    if (event.atMs <= this.clock.now()) this.trace.add(event);
    else this.clock.schedule(event.atMs, Phase.TRAFFIC, () => this.trace.add(event));
  }

  /** A sample that becomes visible at `visibleAtMs`. */
  public sample(sample: Sample, visibleAtMs: number = sample.timestampMs): void {
    this.clock.schedule(visibleAtMs, Phase.SAMPLES, () => this.samples.put(sample));
  }

  /** A log line that becomes visible at its own time. */
  public log(event: LogEvent): void {
    this.clock.schedule(event.timestampMs, Phase.SAMPLES, () => this.logs.put(event));
  }
}
