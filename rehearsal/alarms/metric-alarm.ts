import type { MetricQueries } from '../metrics/metric-queries';
import type { MetricReader } from '../metrics/metric-reader';
import { parseStatistic } from '../metrics/statistic';
import { type Grid, periodStart } from '../metrics/time-series';
import type { AlarmState } from '../run-record';
import type { AlarmModel, NotRehearsed } from '../template/model';
import type { Band } from './band';
import { cadenceSeconds } from './cadence';
import { type Comparison, comparesWithBand, comparisonOf } from './comparison';
import { decisionText } from './decision-text';
import { type Evaluation, type EvaluationRule, evaluate, evaluatedIndexes } from './evaluation';
import { type EvaluationWindow, evaluationWindow } from './evaluation-window';
import type { MetricAlarmExplanation } from './explanation';
import type { NoteInferredRule } from './inferred-rules';
import { minimumSamples } from './low-sample';
import { metricAlarmProblems, watchedIds } from './metric-alarm-problems';
import { type EvaluatedDatapoint, reasonDataOf, reasonOf } from './reason';

/** The state that an evaluation gives, and why. */
export interface StateAndReason {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: Readonly<Record<string, unknown>>;
}

/** What an alarm is evaluated with, beside its own configuration. */
export interface MetricAlarmProps {
  readonly model: AlarmModel;
  readonly reader: MetricReader;
  readonly note: NoteInferredRule;
  /** What an anomaly-detection alarm compares with. @default - none: it cannot be evaluated */
  readonly band?: Band;
}

const MINUTE_MS = 60_000;
/** How many evaluations are read in one go: a change is seldom further away, and what lies behind it is read in vain. */
const BLOCK_TICKS = 60;

/** One metric alarm, ready to be evaluated again and again. */
export class MetricAlarm {
  public readonly model: AlarmModel;
  public readonly cadenceSeconds: number;
  /** Why it cannot be evaluated; empty if it can. */
  public readonly problems: readonly NotRehearsed[];
  private readonly note: NoteInferredRule;
  private readonly queries: MetricQueries;
  private readonly watchedId: string;
  private readonly samples: { readonly queries: MetricQueries; readonly minimum: number } | undefined;
  private readonly comparison: Comparison | undefined;
  private readonly window: EvaluationWindow;
  private readonly rule: EvaluationRule;
  private readonly comparesWithBand: boolean;
  /** The values of the evaluation range, written anew by each evaluation. */
  private readonly range: Float64Array;
  private grid: Grid;
  private warmUpOver = false;

  public constructor({ model, reader, note, band }: MetricAlarmProps) {
    this.model = model;
    this.note = note;
    this.cadenceSeconds = cadenceSeconds(model.periodSeconds, model.evaluationPeriods);
    this.window = evaluationWindow(model);
    this.grid = this.window.at(0);
    this.range = new Float64Array(this.grid.length);
    const reading = readingOf(model, this.cadenceSeconds, this.grid.length);
    this.queries = reader.prepare(model.metrics, reading);
    this.comparison = comparisonOf(model, band);
    this.comparesWithBand = comparesWithBand(model.comparisonOperator);
    this.problems = metricAlarmProblems(model, this.queries, this.comparison);
    this.watchedId = watchedIds(model)[0] ?? '';
    const counting = this.problems.length === 0 ? sampleCountQuery(model) : undefined;
    this.samples = counting && {
      queries: reader.prepare([counting.query], reading),
      minimum: counting.minimum,
    };
    this.rule = {
      evaluationPeriods: model.evaluationPeriods,
      datapointsToAlarm: model.datapointsToAlarm ?? model.evaluationPeriods,
      treatMissingData: readsDynamoDb(model) ? 'ignore' : model.treatMissingData,
      isBreaching: (value, index) => this.comparison!.breaches(value, periodStart(this.grid, index)),
    };
    if (this.problems.length === 0) this.noteStaticRules();
  }

  /**
   * The state at `nowMs`; `undefined` if it is still `prior`. Writing a reason costs more than evaluating, so only a
   * change has one. `createdMs`: when the alarm was created, for its warm-up.
   */
  public changeAt(nowMs: number, prior: AlarmState, createdMs: number): StateAndReason | undefined {
    const evaluation = this.evaluateAt(nowMs, prior, createdMs);
    if (evaluation === undefined) return undefined;
    this.noteRules(evaluation);
    if (evaluation.state === prior) return undefined;
    const { model, rule } = this;
    const evaluated = this.evaluatedDatapoints();
    const comparison = this.comparison!;
    const saysDatapointsToAlarm = model.datapointsToAlarm !== undefined;
    return {
      state: evaluation.state,
      reason: reasonOf({ evaluation, evaluated, rule, comparison, saysDatapointsToAlarm }),
      reasonData: reasonDataOf(model, evaluated, comparison, nowMs),
    };
  }

  /**
   * When the alarm leaves `state` if no sample arrives any more: the first of the `ticks` evaluations after `nowMs` that
   * gives another state, else the one after them.
   */
  public leavesAt(nowMs: number, ticks: number, state: AlarmState, createdMs: number): number {
    const stepMs = this.cadenceSeconds * 1000;
    let ranges: ReturnType<typeof this.rangesAfter>;
    for (let tick = 0; tick < ticks; tick++) {
      const atMs = nowMs + (tick + 1) * stepMs;
      const inBlock = tick % BLOCK_TICKS;
      if (inBlock === 0) ranges = this.rangesAfter(atMs - stepMs, Math.min(BLOCK_TICKS, ticks - tick));
      const evaluation = ranges?.moveTo(inBlock)
        ? evaluate(this.range, this.rule, state)
        : this.evaluateAt(atMs, state, createdMs);
      if (evaluation === undefined) continue;
      this.noteRules(evaluation);
      if (evaluation.state !== state) return atMs;
    }
    return nowMs + (ticks + 1) * stepMs;
  }

  /** Whether a sample that it reads arrived after that many changes of the store. */
  public hasChangedSince(changes: number): boolean {
    return this.queries.haveChangedSince(changes);
  }

  /** Why the alarm had its state at an evaluation; `prior` is the state before it. */
  public explainAt(nowMs: number, prior: AlarmState, createdMs: number): MetricAlarmExplanation {
    const { model, rule } = this;
    this.warmUpOver = false;
    const evaluation = this.evaluateAt(nowMs, prior, createdMs);
    const { grid, range } = this;
    const decided = evaluation ?? evaluate(range, rule, prior);
    const starts = evaluatedIndexes(range, rule.evaluationPeriods).map((index) => periodStart(grid, index));
    return {
      kind: 'metric',
      alarm: model.name,
      atMs: nowMs,
      prior,
      state: evaluation?.state ?? prior,
      points: Array.from(range, (value, index) => {
        const startMs = periodStart(grid, index);
        return Number.isNaN(value) ? { startMs } : { startMs, value, breaching: rule.isBreaching(value, index) };
      }),
      evaluationPeriods: rule.evaluationPeriods,
      datapointsToAlarm: rule.datapointsToAlarm,
      treatMissingData: rule.treatMissingData,
      comparison: this.comparison!.words(starts),
      filled: decided.filled,
      rule: evaluation === undefined ? this.whyKept(nowMs, createdMs) : decisionText(evaluation, rule),
    };
  }

  /**
   * The evaluation ranges of the next `ticks` evaluations, read in one go; `moveTo` makes one of them the current one.
   * `undefined` for an alarm that needs more than its values: a calendar, a band, a sample count, a warm-up.
   */
  private rangesAfter(nowMs: number, ticks: number): { moveTo(tick: number): true } | undefined {
    const { model, range } = this;
    const stepMs = this.cadenceSeconds * 1000;
    const periodMs = model.periodSeconds * 1000;
    const plain = !this.comparesWithBand && this.samples === undefined && model.wallClock === undefined;
    if (!plain || (model.warmUp !== undefined && !this.warmUpOver) || periodMs % stepMs !== 0 || ticks < 2)
      return undefined;
    const stride = periodMs / stepMs;
    const { startMs } = this.window.at(nowMs + stepMs);
    const values = new Float64Array((range.length - 1) * stride + ticks);
    const grid = { startMs, periodMs, strideMs: stepMs, length: values.length };
    if (!this.queries.fillOnce(this.watchedId, grid, values)) return undefined;
    return {
      moveTo: (tick) => {
        for (let index = 0; index < range.length; index++) range[index] = values[tick + index * stride]!;
        return true;
      },
    };
  }

  /** `undefined` when the state is kept without an evaluation: warm-up, too few samples. */
  private evaluateAt(nowMs: number, prior: AlarmState, createdMs: number): Evaluation | undefined {
    this.read(nowMs);
    if (this.warmsUp(nowMs, createdMs) || this.hasFewSamples()) return undefined;
    return evaluate(this.range, this.rule, prior);
  }

  /** Reads the evaluation range: whole periods, the last of which is over. */
  private read(nowMs: number): void {
    this.grid = this.window.at(nowMs);
    const { grid, range } = this;
    this.queries.fill(this.watchedId, grid, range);
    if (!this.comparesWithBand) return;
    range.forEach((_, index) => {
      if (!this.comparison!.holdsAt(periodStart(grid, index))) range[index] = Number.NaN;
    });
  }

  private warmsUp(nowMs: number, createdMs: number): boolean {
    const { warmUp, evaluationPeriods } = this.model;
    if (warmUp === undefined || this.warmUpOver) return false;
    const full = !warmUp.waitsForItsEnd && evaluatedIndexes(this.range, evaluationPeriods).length === evaluationPeriods;
    this.warmUpOver = full || nowMs >= createdMs + warmUp.minutes * MINUTE_MS;
    return !this.warmUpOver;
  }

  private hasFewSamples(): boolean {
    if (this.samples === undefined) return false;
    const newest = this.range.findLastIndex((value) => !Number.isNaN(value));
    if (newest < 0) return false;
    const counts = this.samples.queries.read(this.watchedId, this.grid)[0]!.values;
    const few = counts[newest]! < this.samples.minimum;
    if (few) this.note('lowSampleCount');
    return few;
  }

  private whyKept(nowMs: number, createdMs: number): string {
    if (this.warmsUp(nowMs, createdMs)) return `the alarm warms up for ${this.model.warmUp!.minutes} minutes`;
    return `the newest datapoint has fewer than ${this.samples!.minimum} samples: the state is kept`;
  }

  private evaluatedDatapoints(): EvaluatedDatapoint[] {
    const { range, grid, rule } = this;
    return evaluatedIndexes(range, rule.evaluationPeriods).map((index) => {
      const value = range[index]!;
      return { startMs: periodStart(grid, index), value, breaching: rule.isBreaching(value, index) };
    });
  }

  private noteStaticRules(): void {
    const statistics = this.model.metrics.flatMap(({ metric }) => (metric ? [parseStatistic(metric.statistic)] : []));
    this.note('noIngestionDelay');
    if (statistics.some((statistic) => statistic?.percentile !== undefined)) this.note('nearestRank');
    if (readsDynamoDb(this.model) && this.model.metrics.length > 1) this.note('dynamoDbMath');
    if (this.comparesWithBand) this.note('bandGap');
  }

  private noteRules({ filled, decidedBy }: Evaluation): void {
    if (filled < this.model.evaluationPeriods && this.looksFurtherBack()) this.note('evaluationRange');
    if (decidedBy === 'premature') this.note('prematureAlarm');
    if (this.queries.readsSeveralUnits()) this.note('severalUnits');
  }

  /** Whether a datapoint before the newest N periods counts, because one of those is missing. */
  private looksFurtherBack(): boolean {
    const { range } = this;
    const first = range.length - this.model.evaluationPeriods;
    let missing = false;
    for (let index = first; index < range.length; index++) missing ||= Number.isNaN(range[index]!);
    if (!missing) return false;
    for (let index = 0; index < first; index++) if (!Number.isNaN(range[index]!)) return true;
    return false;
  }
}

/** Periods of a sliding window begin at every evaluation; those of a calendar at multiples of five minutes or more. */
function readingOf({ periodSeconds }: AlarmModel, cadence: number, length: number) {
  const stepSeconds = Math.min(cadence, periodSeconds);
  return { stepMs: stepSeconds * 1000, slots: Math.ceil((length * periodSeconds) / stepSeconds) + 1 };
}

/** CloudWatch ignores missing data of DynamoDB's metrics whatever the alarm says. */
function readsDynamoDb({ metrics }: AlarmModel): boolean {
  return metrics.some(({ metric }) => metric?.namespace === 'AWS/DynamoDB');
}

function sampleCountQuery({ metrics, evaluateLowSampleCountPercentile }: AlarmModel) {
  const [query] = metrics;
  const percentile = query?.metric && parseStatistic(query.metric.statistic)?.percentile;
  if (evaluateLowSampleCountPercentile !== 'ignore' || percentile === undefined) return undefined;
  const counting = { ...query!, metric: { ...query!.metric!, statistic: 'SampleCount' } };
  return { query: counting, minimum: minimumSamples(percentile) };
}
