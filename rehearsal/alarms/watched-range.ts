import type { MetricQueries } from '../metrics/metric-queries';
import type { MetricReader } from '../metrics/metric-reader';
import type { Reading } from '../metrics/period-statistic';
import { type Grid, periodEnd, periodStart } from '../metrics/time-series';
import type { AlarmModel } from '../template/model';
import { cadenceSeconds } from './cadence';
import { type EvaluationWindow, evaluationWindow } from './evaluation-window';
import { watchedIds } from './metric-alarm-problems';

/** How many evaluations are read in one go: a change is seldom further away, and what lies behind it is read in vain. */
export const BLOCK_TICKS = 60;

/** The datapoints that an alarm looks at: those of its evaluation range, read anew by each evaluation. */
export class WatchedRange {
  /** One for each period, oldest first; NaN where there is no datapoint. */
  public readonly values: Float64Array;
  public readonly queries: MetricQueries;
  public readonly stepMs: number;
  private readonly watchedId: string;
  private readonly window: EvaluationWindow;
  private grid: Grid;

  public constructor(
    private readonly model: AlarmModel,
    reader: MetricReader,
  ) {
    this.stepMs = cadenceSeconds(model.periodSeconds, model.evaluationPeriods) * 1000;
    this.window = evaluationWindow(model);
    this.grid = this.window.at(0);
    this.values = new Float64Array(this.grid.length);
    this.queries = reader.prepare(model.metrics, readingOf(model, this.stepMs, this.grid.length));
    this.watchedId = watchedIds(model)[0] ?? '';
  }

  /** Reads the range of the evaluation at `nowMs`: whole periods, the last of which is over. */
  public read(nowMs: number): void {
    this.grid = this.window.at(nowMs);
    this.queries.fill(this.watchedId, this.grid, this.values);
  }

  /** When the period of `values[index]` begins. */
  public startOf(index: number): number {
    return periodStart(this.grid, index);
  }

  /** When the newest period ended. */
  public get endMs(): number {
    return periodEnd(this.grid, this.grid.length - 1);
  }

  /** How many samples the datapoint of the period that begins at `startMs` is made of; `undefined` for an expression. */
  public sampleCountAt(startMs: number): number | undefined {
    const endMs = startMs + this.model.periodSeconds * 1000;
    return this.queries.sampleCount(this.watchedId, startMs, endMs);
  }

  /**
   * Reads the ranges of the next `ticks` evaluations after `nowMs` in one go; the function that is returned makes one of
   * them the current one. `undefined` when that cannot be done: calendar periods, an expression over several periods.
   */
  public readAhead(nowMs: number, ticks: number): ((tick: number) => void) | undefined {
    const { values, stepMs, model } = this;
    const periodMs = model.periodSeconds * 1000;
    if (ticks < 2 || model.wallClock !== undefined || periodMs % stepMs !== 0) return undefined;
    const stride = periodMs / stepMs;
    const { startMs } = this.window.at(nowMs + stepMs);
    const ahead = new Float64Array((values.length - 1) * stride + ticks);
    const grid = { startMs, periodMs, strideMs: stepMs, length: ahead.length };
    if (!this.queries.fillOverlapping(this.watchedId, grid, ahead)) return undefined;
    const current = { startMs, periodMs, length: values.length };
    this.grid = current;
    return (tick) => {
      for (let index = 0; index < values.length; index++) values[index] = ahead[tick + index * stride]!;
      current.startMs = startMs + tick * stepMs;
    };
  }
}

/** Periods of a sliding window begin at every evaluation; those of a calendar at multiples of a minute or more. */
function readingOf({ periodSeconds }: AlarmModel, cadenceMs: number, length: number): Reading {
  const periodMs = periodSeconds * 1000;
  const stepMs = Math.min(cadenceMs, periodMs);
  return { stepMs, slots: Math.ceil((length * periodMs) / stepMs) + BLOCK_TICKS };
}
