import { cadenceSeconds } from '../alarms/cadence';
import type { MetricAlarmExplanation } from '../alarms/explanation';
import type { Rehearsal } from '../rehearse';
import type { AlarmState } from '../run-record';
import type { AlarmModel } from '../template/model';

/** Of a longer run only so many evaluations are looked through. */
const MOST_EVALUATIONS = 720;

/** One metric alarm in a finished run, evaluation by evaluation. */
export class Evaluations {
  public constructor(
    private readonly rehearsal: Pick<Rehearsal, 'record' | 'explain'>,
    private readonly model: AlarmModel,
  ) {}

  /** `undefined` for an alarm that cannot be evaluated. */
  public at(atMs: number): MetricAlarmExplanation | undefined {
    const { startMs, endMs } = this.rehearsal.record;
    try {
      const explanation = this.rehearsal.explain(this.model.name, Math.min(endMs, Math.max(startMs, atMs)));
      return explanation.kind === 'metric' ? explanation : undefined;
    } catch {
      // What cannot be evaluated cannot be explained; the report of the run says why.
      return undefined;
    }
  }

  /** The evaluation that came nearest to `state`; of several the first, or for OK the last. */
  public nearestTo(state: AlarmState): MetricAlarmExplanation | undefined {
    const near = (each: MetricAlarmExplanation) => closeness(each, state, this.model);
    const all = this.around(this.rehearsal.record.startMs).sort((a, b) => near(b) - near(a));
    const best = all.filter((each) => near(each) === near(all[0]!));
    return state === 'OK' ? best.at(-1) : best[0];
  }

  /** Values of the datapoints that the alarm saw around an instant. */
  public valuesAround(atMs: number): number[] {
    const seen = this.around(atMs).flatMap(({ points }) => points.slice(-1));
    return [...seen, ...(this.at(atMs)?.points ?? [])].flatMap(({ value }) => value ?? []);
  }

  private around(atMs: number): MetricAlarmExplanation[] {
    const { startMs, endMs } = this.rehearsal.record;
    const stepMs = cadenceSeconds(this.model.periodSeconds, this.model.evaluationPeriods) * 1000;
    const middleMs = Math.floor(atMs / stepMs) * stepMs;
    const firstMs = Math.max(Math.ceil(startMs / stepMs) * stepMs, middleMs - (MOST_EVALUATIONS / 2) * stepMs);
    const count = Math.min(MOST_EVALUATIONS, Math.floor((endMs - firstMs) / stepMs) + 1);
    return Array.from({ length: Math.max(0, count) }, (_, index) => this.at(firstMs + index * stepMs)).filter(
      (each) => each !== undefined,
    );
  }
}

/**
 * How near an evaluation is to a state: datapoints that breach for ALARM, that do not for OK, that are missing for no
 * data. Where as many do, the value that lies nearest to the threshold decides.
 */
function closeness(
  { points, evaluationPeriods }: MetricAlarmExplanation,
  state: AlarmState,
  { threshold = 0, comparisonOperator }: AlarmModel,
): number {
  const real = points.flatMap((point) => (point.value === undefined ? [] : [{ ...point, value: point.value }]));
  if (state === 'INSUFFICIENT_DATA') return points.length - real.length;
  const newest = real.slice(-evaluationPeriods);
  const right = newest.filter(({ breaching }) => breaching === (state === 'ALARM'));
  const direction = comparisonOperator.startsWith('Less') === (state === 'ALARM') ? -1 : 1;
  const excess = Math.max(...newest.map(({ value }) => direction * (value - threshold)));
  // Between 0 and 1, so that it never weighs more than a datapoint.
  return right.length + (newest.length === 0 ? 0 : 0.5 + Math.atan(excess) / Math.PI / 1.01);
}
