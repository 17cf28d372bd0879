import type { InferredRule } from '../alarms/inferred-rules';
import { nearestNames } from '../nearest-name';
import type { MetricQueryModel } from '../template/model';
import { evaluate } from './metric-math/evaluate';
import { type Expression, MetricMathError, parseExpression } from './metric-math/expression';
import { inferredRulesOf } from './metric-math/inferred';
import { type MathContext, type MathValue, several, single } from './metric-math/math-value';
import { type ShapeOf, shapesOf } from './metric-math/pointwise';
import type { MetricStore } from './metric-store';
import type { PeriodValues } from './period-cache';
import { PeriodStatistic, type Reading } from './period-statistic';
import { PointwiseExpression } from './pointwise-expression';
import { parseStatistic } from './statistic';
import { whyNoStatistic } from './statistic-problem';
import { type Grid, type TimeSeries, timeSeries } from './time-series';

/** A query that cannot be computed, and why. */
export interface QueryProblem {
  readonly id: string;
  readonly what: string;
}

interface PreparedMetric {
  readonly kind: 'metric';
  readonly label: string;
  readonly inferredRule: InferredRule | undefined;
  readonly values: PeriodStatistic;
}

interface PreparedExpression {
  readonly kind: 'expression';
  readonly label: string | undefined;
  readonly expression: Expression;
  /** For an expression whose value at a period depends on that period alone. */
  readonly values?: PeriodValues;
}

/** The queries of one alarm or one widget: parsed and checked once, computed as often as asked. */
export class MetricQueries {
  /** What is wrong with them, in their order. A query that reads a broken one is broken too. */
  public readonly problems: readonly QueryProblem[];
  private readonly prepared = new Map<string, PreparedMetric | PreparedExpression>();
  private readonly metrics: PeriodStatistic[] = [];
  private shapeOf: ShapeOf | undefined;

  public constructor(
    private readonly store: MetricStore,
    queries: readonly MetricQueryModel[],
    private readonly reading: Reading,
  ) {
    const problems = new Map<string, string>();
    for (const query of queries) {
      try {
        this.prepared.set(query.id, this.prepare(query));
      } catch (error) {
        problems.set(query.id, problemOf(error, query));
      }
    }
    for (const query of queries.filter(({ id }) => this.prepared.has(id))) {
      try {
        if (query.returnData) this.read(query.id, TRIAL);
        else this.values(TRIAL)(query.id);
      } catch (error) {
        problems.set(query.id, problemOf(error, query));
      }
    }
    if (problems.size === 0) this.findPointwise();
    this.problems = queries.flatMap(({ id }) => (problems.has(id) ? [{ id, what: problems.get(id)! }] : []));
  }

  /**
   * The time series of a query: one, or several when its expression gives several.
   *
   * @throws MetricMathError for a query that is among `problems`.
   */
  public read(id: string, grid: Grid): readonly TimeSeries[] {
    this.refresh();
    const query = this.prepared.get(id);
    if (query?.kind === 'metric') return [seriesOf(query, grid)];
    const value = this.values(grid)(id);
    if (value.kind === 'list') return value.list;
    if (value.kind === 'series') return [value.series];
    throw new MetricMathError('gives a number, not a time series: put it in TIME_SERIES()', 0);
  }

  /**
   * Writes the values of a query that gives one time series into `target`, one for each period of `grid`. Made for an
   * alarm's sliding window: periods that were read before are not computed again.
   */
  public fill(id: string, grid: Grid, target: Float64Array): void {
    const values = this.prepared.get(id)?.values;
    if (values === undefined) {
      target.set(this.read(id, grid)[0]!.values);
      return;
    }
    values.refresh();
    values.fill(grid, target);
  }

  /**
   * As `fill`, for periods that overlap. False when that cannot be done: when the query looks at more than one period
   * at a time.
   */
  public fillOverlapping(id: string, grid: Grid, target: Float64Array): boolean {
    const values = this.prepared.get(id)?.values;
    values?.refresh();
    values?.fill(grid, target);
    return values !== undefined;
  }

  /** Whether a sample of one of the metrics arrived after that many changes of the store. */
  public haveChangedSince(changes: number): boolean {
    return this.metrics.some((metric) => metric.changedAt > changes);
  }

  /** How many time series a query gives. @throws MetricMathError for a query that is among `problems`. */
  public seriesCount(id: string): number {
    return this.read(id, TRIAL).length;
  }

  /** Rules that AWS does not publish and that the values rely on, whatever the data. */
  public inferredRules(): InferredRule[] {
    const shapeOf = this.shapes();
    return [...this.prepared.values()].flatMap((query) =>
      query.kind === 'expression'
        ? inferredRulesOf(query.expression, shapeOf)
        : query.inferredRule === undefined
          ? []
          : [query.inferredRule],
    );
  }

  /** How many samples a metric has in [startMs, endMs); `undefined` for an expression. */
  public sampleCount(id: string, startMs: number, endMs: number): number | undefined {
    const query = this.prepared.get(id);
    return query?.kind === 'metric' ? query.values.sampleCount(startMs, endMs) : undefined;
  }

  /** Whether a metric that names no unit has samples of several: which of them is read, AWS does not say. */
  public readsSeveralUnits(): boolean {
    for (let index = 0; index < this.metrics.length; index++) if (this.metrics[index]!.ambiguous) return true;
    return false;
  }

  private refresh(): void {
    for (const metric of this.metrics) metric.refresh();
  }

  /** Expressions that look at one period at a time are computed one period at a time. */
  private findPointwise(): void {
    const shapeOf = this.shapes();
    for (const [id, query] of this.prepared) {
      const shape = shapeOf(id);
      if (query.kind === 'metric' || shape?.kind !== 'series' || !shape.pointwise) continue;
      const compute = (grid: Grid) => this.read(id, grid)[0]!;
      this.prepared.set(id, { ...query, values: new PointwiseExpression(this.metrics, compute, this.reading) });
    }
  }

  /** The kinds of the queries, found once. */
  private shapes(): ShapeOf {
    this.shapeOf ??= shapesOf(
      new Map([...this.prepared].map(([id, query]) => [id, query.kind === 'metric' ? undefined : query.expression])),
    );
    return this.shapeOf;
  }

  private prepare({ label, expression, metric }: MetricQueryModel): PreparedMetric | PreparedExpression {
    if (expression !== undefined) {
      if (/^\s*select\s/i.test(expression)) throw new MetricMathError('Metrics Insights queries are not rehearsed', 0);
      return { kind: 'expression', label, expression: parseExpression(expression) };
    }
    if (metric === undefined) throw new MetricMathError('has neither a metric nor an expression', 0);
    const statistic = parseStatistic(metric.statistic);
    if (statistic === undefined) throw new MetricMathError(whyNoStatistic(metric.statistic), 0);
    const values = new PeriodStatistic(this.store, metric, statistic, this.reading);
    this.metrics.push(values);
    return { kind: 'metric', label: label ?? metric.metricName, inferredRule: statistic.inferredRule, values };
  }

  /** Computes queries over `grid`, each of them once, when they are first asked for. */
  private values(grid: Grid): (id: string) => MathValue {
    const computed = new Map<string, MathValue>();
    const running = new Set<string>();
    const context: MathContext = {
      grid,
      query: (id) => {
        const known = computed.get(id);
        if (known !== undefined) return known;
        if (running.has(id)) throw new MetricMathError(`${id} depends on itself`, 0);
        running.add(id);
        const value = this.compute(id, context);
        computed.set(id, value);
        return value;
      },
      metrics: () =>
        [...this.prepared].flatMap(([id, { kind }]) => {
          const value = kind === 'metric' ? context.query(id) : undefined;
          return value?.kind === 'series' ? [{ id, series: value.series }] : [];
        }),
    };
    return context.query;
  }

  private whyNoQuery(id: string): string {
    const [meant] = nearestNames(id, this.prepared.keys(), 1);
    return `there is no such query, or it is broken${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }

  private compute(id: string, context: MathContext): MathValue {
    const query = this.prepared.get(id);
    if (query === undefined) throw new MetricMathError(this.whyNoQuery(id), 0);
    if (query.kind === 'expression') return labelled(evaluate(query.expression, context), query.label, id);
    return single(seriesOf(query, context.grid));
  }
}

/** Types do not depend on data: computing over one period that never was finds what parsing could not. */
const TRIAL: Grid = { startMs: Number.NaN, periodMs: 60_000, length: 1 };

function seriesOf({ label, values }: PreparedMetric, grid: Grid): TimeSeries {
  const computed = new Float64Array(grid.length);
  values.fill(grid, computed);
  return timeSeries(grid, label, (index) => computed[index]!);
}

/** One time series is named after its expression; of several, each keeps its own name after that of the expression. */
function labelled(value: MathValue, label: string | undefined, id: string): MathValue {
  if (value.kind === 'series') return single({ ...value.series, label: label ?? id });
  if (value.kind !== 'list' || !label) return value;
  return several(value.list.map((series) => ({ ...series, label: `${label} ${series.label}` })));
}

function problemOf(error: unknown, { id, expression }: MetricQueryModel): string {
  if (!(error instanceof MetricMathError)) throw error;
  return expression === undefined
    ? `${id}: ${error.message}`
    : `${id}: ${error.message} (at character ${error.offset + 1} of ${JSON.stringify(expression)})`;
}
