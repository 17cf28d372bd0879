import type { MetricQueries } from '../metrics/metric-queries';
import type { MetricReader } from '../metrics/metric-reader';
import { parseStatistic } from '../metrics/statistic';
import type { Grid } from '../metrics/time-series';
import type { AlarmState } from '../run-record';
import type { AlarmModel, NotRehearsed } from '../template/model';
import { cadenceSeconds } from './cadence';
import { type Comparison, comparisonOf } from './comparison';
import { decisionText } from './decision-text';
import { type Datapoint, type Evaluation, type EvaluationRule, evaluate, evaluationRange } from './evaluation';
import type { MetricAlarmExplanation } from './explanation';
import type { NoteInferredRule } from './inferred-rules';
import { minimumSamples } from './low-sample';
import { metricAlarmProblems } from './metric-alarm-problems';
import { reasonDataOf, reasonOf } from './reason';
import { doubleText } from './wording';

/** The state that an evaluation gives, and why. */
export interface StateAndReason {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: Readonly<Record<string, unknown>>;
}

/** One metric alarm, ready to be evaluated again and again. */
export class MetricAlarm {
  public readonly cadenceSeconds: number;
  /** Why it cannot be evaluated; empty if it can. */
  public readonly problems: readonly NotRehearsed[];
  private readonly queries: MetricQueries;
  private readonly watchedId: string;
  private readonly samples: { readonly queries: MetricQueries; readonly minimum: number } | undefined;
  private readonly comparison: Comparison | undefined;
  private readonly rule: EvaluationRule;

  public constructor(
    public readonly model: AlarmModel,
    reader: MetricReader,
    private readonly note: NoteInferredRule,
  ) {
    this.queries = reader.prepare(model.metrics, model.periodSeconds);
    this.problems = metricAlarmProblems(model, this.queries);
    this.watchedId = model.metrics.find(({ returnData }) => returnData)?.id ?? '';
    this.cadenceSeconds = cadenceSeconds(model.periodSeconds, model.evaluationPeriods);
    this.comparison = comparisonOf(model.comparisonOperator);
    this.samples = sampleCountQueries(model, reader);
    this.rule = {
      evaluationPeriods: model.evaluationPeriods,
      datapointsToAlarm: model.datapointsToAlarm ?? model.evaluationPeriods,
      treatMissingData: readsDynamoDb(model) ? 'ignore' : model.treatMissingData,
      isBreaching: (value) => this.comparison!.breaches(value, model.threshold!),
    };
    if (this.problems.length === 0) this.noteStaticRules();
  }

  /**
   * The state at `nowMs`, from whole periods that end at the last full minute (10 seconds, hour); `undefined` if it is
   * still `prior`. Writing a reason costs more than evaluating, so only a change has one.
   */
  public changeAt(nowMs: number, prior: AlarmState): StateAndReason | undefined {
    const { model, rule } = this;
    const grid = this.rangeAt(nowMs);
    const range = this.datapoints(grid);
    if (this.hasFewSamples(range, grid)) return undefined;
    const evaluation = evaluate(range, rule, prior);
    this.noteRules(range, evaluation);
    if (evaluation.state === prior) return undefined;
    const reason = reasonOf({
      evaluation,
      rule,
      comparison: this.comparison!,
      threshold: model.threshold!,
      saysDatapointsToAlarm: model.datapointsToAlarm !== undefined,
    });
    return { state: evaluation.state, reason, reasonData: reasonDataOf(model, evaluation, nowMs) };
  }

  /** Why the alarm had its state at an evaluation; `prior` is the state before it. */
  public explainAt(nowMs: number, prior: AlarmState): MetricAlarmExplanation {
    const { model, rule } = this;
    const grid = this.rangeAt(nowMs);
    const range = this.datapoints(grid);
    const evaluation = evaluate(range, rule, prior);
    const few = this.hasFewSamples(range, grid);
    return {
      kind: 'metric',
      alarm: model.name,
      atMs: grid.startMs + grid.length * grid.periodMs,
      prior,
      state: few ? prior : evaluation.state,
      points: range.map(({ startMs, value }) =>
        value === undefined ? { startMs } : { startMs, value, breaching: rule.isBreaching(value) },
      ),
      evaluationPeriods: rule.evaluationPeriods,
      datapointsToAlarm: rule.datapointsToAlarm,
      treatMissingData: rule.treatMissingData,
      comparison: `${this.comparison!.words} (${doubleText(model.threshold!)})`,
      filled: evaluation.filled,
      rule: few ? `fewer than ${this.samples!.minimum} samples: the state is kept` : decisionText(evaluation, rule),
    };
  }

  private rangeAt(nowMs: number): Grid {
    const stepMs = this.cadenceSeconds * 1000;
    const periodMs = this.model.periodSeconds * 1000;
    const length = evaluationRange(this.model.evaluationPeriods);
    return { startMs: Math.floor(nowMs / stepMs) * stepMs - length * periodMs, periodMs, length };
  }

  private datapoints(grid: Grid): Datapoint[] {
    const values = this.queries.read(this.watchedId, grid)[0]?.values;
    return Array.from({ length: grid.length }, (_, index) => {
      const startMs = grid.startMs + index * grid.periodMs;
      const value = values?.[index] ?? Number.NaN;
      return Number.isNaN(value) ? { startMs } : { startMs, value };
    });
  }

  private hasFewSamples(range: readonly Datapoint[], grid: Grid): boolean {
    if (this.samples === undefined) return false;
    const newest = range.findLastIndex(({ value }) => value !== undefined);
    if (newest < 0) return false;
    const few = this.samples.queries.read(this.watchedId, grid)[0]!.values[newest]! < this.samples.minimum;
    if (few) this.note('lowSampleCount');
    return few;
  }

  private noteStaticRules(): void {
    const statistics = this.model.metrics.flatMap(({ metric }) => (metric ? [parseStatistic(metric.statistic)] : []));
    this.note('noIngestionDelay');
    if (statistics.some((statistic) => statistic?.percentile !== undefined)) this.note('nearestRank');
    if (readsDynamoDb(this.model) && this.model.metrics.length > 1) this.note('dynamoDbMath');
  }

  private noteRules(range: readonly Datapoint[], { decidedBy }: Evaluation): void {
    const newest = range.slice(-this.model.evaluationPeriods);
    const older = range.slice(0, -this.model.evaluationPeriods);
    const hasValue = ({ value }: Datapoint) => value !== undefined;
    if (!newest.every(hasValue) && older.some(hasValue)) this.note('evaluationRange');
    if (decidedBy === 'premature') this.note('prematureAlarm');
    if (this.queries.readsSeveralUnits()) this.note('severalUnits');
  }
}

/** CloudWatch ignores missing data of DynamoDB's metrics whatever the alarm says. */
function readsDynamoDb({ metrics }: AlarmModel): boolean {
  return metrics.some(({ metric }) => metric?.namespace === 'AWS/DynamoDB');
}

function sampleCountQueries(model: AlarmModel, reader: MetricReader) {
  const [query] = model.metrics;
  const percentile = query?.metric && parseStatistic(query.metric.statistic)?.percentile;
  if (model.evaluateLowSampleCountPercentile !== 'ignore' || percentile === undefined) return undefined;
  const counting = { ...query!, metric: { ...query!.metric!, statistic: 'SampleCount' } };
  return { queries: reader.prepare([counting], model.periodSeconds), minimum: minimumSamples(percentile) };
}
