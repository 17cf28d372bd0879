import { INFERRED_RULES, type NoteInferredRule } from '../alarms/inferred-rules';
import type { Clock } from '../clock';
import type { SampleSink } from '../metrics/sample';
import type { MetricFilterModel, NotRehearsed } from '../template/model';
import { DefaultValues } from './default-values';
import { extractEmf } from './emf/emf-extraction';
import { RegexPatternQuota } from './filter-pattern/quotas';
import type { LogEvent, LogSink } from './log-event';
import { LogLine } from './log-line';
import { compileMetricFilter, type MetricFilter } from './metric-filter';

/** What a line could have until 2025. */
const OLD_LINE_BYTES = 262_144;

/** What a log store needs. Without a clock, default values of metric filters are not reported. */
export interface LogStoreProps {
  readonly metricFilters: readonly MetricFilterModel[];
  readonly sink: SampleSink;
  readonly clock?: Clock;
}

/** Keeps the log lines of a rehearsal and turns them into metrics, as CloudWatch Logs does. */
export class LogStore implements LogSink {
  private readonly groups = new Map<string, LogEvent[]>();
  private readonly filters = new Map<string, MetricFilter[]>();
  private readonly defaultValues: DefaultValues | undefined;
  private readonly notRehearsed: NotRehearsed[] = [];
  private readonly emfErrors = new Set<string>();
  private readonly inferred = new Set<string>();
  private readonly regexQuota = new RegexPatternQuota();
  private readonly listeners: ((event: LogEvent, line: LogLine) => void)[] = [];

  public constructor(private readonly props: LogStoreProps) {
    this.defaultValues = props.clock && new DefaultValues(props.sink, props.clock, this.note);
    for (const model of props.metricFilters) this.addFilter(model);
  }

  /** Filters that it could not understand, and EMF that CloudWatch would not take: each kind of mistake once. */
  public get findings(): readonly NotRehearsed[] {
    return this.notRehearsed;
  }

  /** The rules of this area that AWS does not document and that were relied on. */
  public get inferredRules(): string[] {
    return [...this.inferred].sort();
  }

  /** Tells of every log event as it comes in. */
  public onEvent(listener: (event: LogEvent, line: LogLine) => void): void {
    this.listeners.push(listener);
  }

  /** The log groups that have lines. */
  public get logGroupNames(): readonly string[] {
    return [...this.groups.keys()];
  }

  public put(event: LogEvent): void {
    const { logGroupName, timestampMs } = event;
    const events = this.groups.get(logGroupName);
    if (events === undefined) this.groups.set(logGroupName, [event]);
    else events.push(event);

    const line = new LogLine(event.message);
    this.count('IncomingLogEvents', event, 1, 'None');
    this.count('IncomingBytes', event, Buffer.byteLength(event.message), 'Bytes');
    this.extractMetrics(event, line);
    for (const { match, metrics } of this.filters.get(logGroupName) ?? []) {
      const found = match(line);
      for (const metric of metrics) {
        const sample = found && metric.sampleOf(found, timestampMs);
        if (sample !== undefined) this.props.sink.put(sample);
        this.defaultValues?.saw(metric, timestampMs, found !== undefined);
      }
    }
    for (const listener of this.listeners) listener(event, line);
  }

  /** The events of a log group in [fromMs, toMs), in the order in which they were put. */
  public events(logGroupName: string, fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY): LogEvent[] {
    const events = this.groups.get(logGroupName) ?? [];
    return events.filter(({ timestampMs }) => timestampMs >= fromMs && timestampMs < toMs);
  }

  private extractMetrics(event: LogEvent, line: LogLine): void {
    const extraction = extractEmf(line, this.props.clock?.now() ?? event.timestampMs);
    if (extraction?.outcome === 'metrics') {
      if (Buffer.byteLength(line.text) > OLD_LINE_BYTES) this.note('oneMegabyteLine');
      for (const sample of extraction.samples) this.props.sink.put(sample);
    } else if (extraction !== undefined) {
      this.count(extraction.outcome, event, 1, 'None');
      this.reportEmfError(event.logGroupName, extraction.why);
    }
  }

  private count(metricName: string, { logGroupName, timestampMs }: LogEvent, value: number, unit: string): void {
    const dimensions = { LogGroupName: logGroupName };
    this.props.sink.put({ namespace: 'AWS/Logs', metricName, dimensions, unit, timestampMs, values: [value] });
  }

  private reportEmfError(logGroupName: string, why: string): void {
    const what = `CloudWatch takes no metrics from an EMF line: ${why}`;
    if (this.emfErrors.has(`${logGroupName}\0${what}`)) return;
    this.emfErrors.add(`${logGroupName}\0${what}`);
    this.notRehearsed.push({ where: logGroupName, what });
  }

  private readonly note: NoteInferredRule = (rule) => {
    this.inferred.add(INFERRED_RULES[rule]);
  };

  private addFilter(model: MetricFilterModel): void {
    try {
      const filters = this.filters.get(model.logGroupName) ?? [];
      const filter = compileMetricFilter(model, this.note);
      this.regexQuota.take(model.logGroupName, filter.pattern);
      this.filters.set(model.logGroupName, [...filters, filter]);
    } catch (error) {
      this.notRehearsed.push({ where: `${model.logicalId}.FilterPattern`, what: (error as Error).message });
      return;
    }
    if (
      this.defaultValues === undefined &&
      model.transformations.some(({ defaultValue }) => defaultValue !== undefined)
    ) {
      this.notRehearsed.push({ where: model.logicalId, what: 'default values need a clock: none are reported' });
    }
  }
}
