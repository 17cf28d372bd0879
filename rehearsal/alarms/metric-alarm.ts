import type { MetricReader } from '../metrics/metric-reader';
import { parseStatistic } from '../metrics/statistic';
import type { AlarmState } from '../run-record';
import type { AlarmModel, NotRehearsed } from '../template/model';
import type { Band } from './band';
import { type Comparison, comparisonOf } from './comparison';
import { decisionText } from './decision-text';
import { type Evaluation, type EvaluationRule, evaluate, evaluatedIndexes } from './evaluation';
import type { MetricAlarmExplanation } from './explanation';
import type { NoteInferredRule } from './inferred-rules';
import { minimumSamples } from './low-sample';
import { metricAlarmProblems } from './metric-alarm-problems';
import { type EvaluatedDatapoint, type ReasonDatapoints, reasonDataOf, reasonOf } from './reason';
import { BLOCK_TICKS, WatchedRange } from './watched-range';

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

/** One metric alarm, ready to be evaluated again and again. */
export class MetricAlarm {
  public readonly model: AlarmModel;
  public readonly stepMs: number;
  /** Why it cannot be evaluated; empty if it can. */
  public readonly problems: readonly NotRehearsed[];
  private readonly note: NoteInferredRule;
  private readonly range: WatchedRange;
  private readonly comparison: Comparison | undefined;
  private readonly rule: EvaluationRule;
  /** Below so many samples the state is kept; absent when it never is. */
  private readonly minimumSamples: number | undefined;
  private warmUpOver = false;

  public constructor({ model, reader, note, band }: MetricAlarmProps) {
    this.model = model;
    this.note = note;
    this.range = new WatchedRange(model, reader);
    this.stepMs = this.range.stepMs;
    this.comparison = comparisonOf(model, band);
    this.problems = metricAlarmProblems(model, this.range.queries, this.comparison);
    this.minimumSamples = lowSamples(model);
    this.rule = {
      evaluationPeriods: model.evaluationPeriods,
      datapointsToAlarm: model.datapointsToAlarm ?? model.evaluationPeriods,
      treatMissingData: readsDynamoDb(model) ? 'ignore' : model.treatMissingData,
      isBreaching: (value, index) => this.comparison!.breaches(value, this.range.startOf(index)),
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
      reasonData: reasonDataOf(model, this.reasonDatapoints(evaluated, evaluation.filled), comparison, nowMs),
    };
  }

  /**
   * When the alarm leaves `state` if no sample arrives any more: the first of the `ticks` evaluations after `nowMs` that
   * gives another state, else the one after them.
   */
  public leavesAt(nowMs: number, ticks: number, state: AlarmState, createdMs: number): number {
    const { stepMs } = this;
    // How a warm-up ends depends on each evaluation in it.
    if (this.model.warmUp !== undefined && !this.warmUpOver) return nowMs + stepMs;
    for (let first = 0; first < ticks; first += BLOCK_TICKS) {
      const count = Math.min(BLOCK_TICKS, ticks - first);
      const ranges = this.range.readAhead(nowMs + first * stepMs, count);
      if (ranges !== undefined && this.keeps(state, ranges.values)) continue;
      for (let tick = 0; tick < count; tick++) {
        const atMs = nowMs + (first + tick + 1) * stepMs;
        if (ranges === undefined) this.range.read(atMs);
        else ranges.moveTo(tick);
        const evaluation = this.evaluateRange(atMs, state, createdMs);
        if (evaluation === undefined) continue;
        this.noteRules(evaluation);
        if (evaluation.state !== state) return atMs;
      }
    }
    return nowMs + (ticks + 1) * stepMs;
  }

  /** Whether a sample that it reads arrived after that many changes of the store. */
  public hasChangedSince(changes: number): boolean {
    return this.range.queries.haveChangedSince(changes);
  }

  /** Why the alarm had its state at an evaluation; `prior` is the state before it. */
  public explainAt(nowMs: number, prior: AlarmState, createdMs: number): MetricAlarmExplanation {
    const { model, rule, range } = this;
    // An alarm that has left its first state does not warm up any more.
    this.warmUpOver = prior !== 'INSUFFICIENT_DATA';
    const evaluation = this.evaluateAt(nowMs, prior, createdMs);
    return {
      kind: 'metric',
      alarm: model.name,
      atMs: nowMs,
      prior,
      state: evaluation?.state ?? prior,
      endMs: range.endMs,
      points: Array.from(range.values, (value, index) => {
        const startMs = range.startOf(index);
        return Number.isNaN(value) ? { startMs } : { startMs, value, breaching: rule.isBreaching(value, index) };
      }),
      evaluationPeriods: rule.evaluationPeriods,
      datapointsToAlarm: rule.datapointsToAlarm,
      treatMissingData: rule.treatMissingData,
      comparison: this.comparison!.words(
        this.evaluatedDatapoints().map(({ startMs }) => startMs),
        true,
      ),
      filled: (evaluation ?? evaluate(range.values, rule, prior)).filled,
      rule: evaluation === undefined ? this.whyKept(nowMs, createdMs) : decisionText(evaluation, rule),
    };
  }

  /** Whether every evaluation over these datapoints gives `state`: none is missing, and all or none of them breach. */
  private keeps(state: AlarmState, values: Float64Array): boolean {
    if (state === 'INSUFFICIENT_DATA' || this.comparison!.several || this.minimumSamples !== undefined) return false;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (Number.isNaN(value) || this.comparison!.breaches(value, 0) !== (state === 'ALARM')) return false;
    }
    return !this.range.queries.readsSeveralUnits();
  }

  /** `undefined` when the state is kept without an evaluation: warm-up, too few samples. */
  private evaluateAt(nowMs: number, prior: AlarmState, createdMs: number): Evaluation | undefined {
    this.range.read(nowMs);
    return this.evaluateRange(nowMs, prior, createdMs);
  }

  private evaluateRange(nowMs: number, prior: AlarmState, createdMs: number): Evaluation | undefined {
    if (this.comparison!.several) this.leaveOutGapsOfBand();
    if (this.warmsUp(nowMs, createdMs) || this.hasFewSamples()) return undefined;
    return evaluate(this.range.values, this.rule, prior);
  }

  private leaveOutGapsOfBand(): void {
    const { values } = this.range;
    values.forEach((_, index) => {
      if (!this.comparison!.holdsAt(this.range.startOf(index))) values[index] = Number.NaN;
    });
  }

  private warmsUp(nowMs: number, createdMs: number): boolean {
    const { warmUp, evaluationPeriods } = this.model;
    if (warmUp === undefined || this.warmUpOver) return false;
    const { length } = evaluatedIndexes(this.range.values, evaluationPeriods);
    const full = !warmUp.waitsForItsEnd && length === evaluationPeriods;
    this.warmUpOver = full || nowMs >= createdMs + warmUp.minutes * MINUTE_MS;
    return !this.warmUpOver;
  }

  private hasFewSamples(): boolean {
    if (this.minimumSamples === undefined) return false;
    const newest = this.range.values.findLastIndex((value) => !Number.isNaN(value));
    if (newest < 0) return false;
    const few = this.range.sampleCountAt(this.range.startOf(newest))! < this.minimumSamples;
    if (few) this.note('lowSampleCount');
    return few;
  }

  private whyKept(nowMs: number, createdMs: number): string {
    if (this.warmsUp(nowMs, createdMs)) return `the alarm warms up for ${this.model.warmUp!.minutes} minutes`;
    return `the newest datapoint has fewer than ${this.minimumSamples} samples: the state is kept`;
  }

  private evaluatedDatapoints(): EvaluatedDatapoint[] {
    const { range, rule } = this;
    return evaluatedIndexes(range.values, rule.evaluationPeriods).map((index) => {
      const value = range.values[index]!;
      return { startMs: range.startOf(index), value, breaching: rule.isBreaching(value, index) };
    });
  }

  private reasonDatapoints(evaluated: readonly EvaluatedDatapoint[], filled: number): ReasonDatapoints {
    const { range } = this;
    const missing = [...range.values.keys()].filter((index) => Number.isNaN(range.values[index]!)).reverse();
    return {
      evaluated,
      missing: missing.slice(0, filled).map((index) => range.startOf(index)),
      sampleCountAt: (startMs) => range.sampleCountAt(startMs),
    };
  }

  private noteStaticRules(): void {
    this.note('noIngestionDelay');
    for (const rule of this.range.queries.inferredRules()) this.note(rule);
    if (readsDynamoDb(this.model) && this.model.metrics.length > 1) this.note('dynamoDbMath');
    if (this.comparison!.several) this.note('bandGap');
  }

  private noteRules({ filled, decidedBy }: Evaluation): void {
    if (filled < this.model.evaluationPeriods && this.looksFurtherBack()) this.note('evaluationRange');
    if (decidedBy === 'premature') this.note('prematureAlarm');
    if (this.range.queries.readsSeveralUnits()) this.note('severalUnits');
  }

  /** Whether a datapoint before the newest N periods counts, because one of those is missing. */
  private looksFurtherBack(): boolean {
    const { values } = this.range;
    const first = values.length - this.model.evaluationPeriods;
    let missing = false;
    for (let index = first; index < values.length; index++) missing ||= Number.isNaN(values[index]!);
    if (!missing) return false;
    for (let index = 0; index < first; index++) if (!Number.isNaN(values[index]!)) return true;
    return false;
  }
}

/** CloudWatch ignores missing data of DynamoDB's metrics whatever the alarm says. */
function readsDynamoDb({ metrics }: AlarmModel): boolean {
  return metrics.some(({ metric }) => metric?.namespace === 'AWS/DynamoDB');
}

function lowSamples({ metrics, evaluateLowSampleCountPercentile }: AlarmModel): number | undefined {
  const percentile = metrics[0]?.metric && parseStatistic(metrics[0].metric.statistic)?.percentile;
  const ignores = evaluateLowSampleCountPercentile === 'ignore' && percentile !== undefined;
  return ignores ? minimumSamples(percentile) : undefined;
}
