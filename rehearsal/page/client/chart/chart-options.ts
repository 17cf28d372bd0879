import type uPlot from 'uplot';
import type { SeriesRecord } from '../../../run-record';
import { numberText } from '../number-text';
import { clockTime, timeTicks } from '../virtual-time';
import { axisOf, axisRange, horizontalAnnotations, verticalAnnotations } from './annotation';
import { annotationPainter } from './annotation-painter';
import { type ChartData, lonelyPoints } from './chart-data';
import { palette, SERIES_COLORS, seriesColor } from './palette';

const TICK_WIDTH_PIXELS = 74;
const SIDES = ['left', 'right'] as const;

type Side = (typeof SIDES)[number];

export interface ChartPlan {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly series: readonly SeriesRecord[];
  readonly data: ChartData;
  readonly stacked: boolean;
  readonly startMs: number;
  readonly endMs: number;
}

function rangeOf({ properties, series, data }: ChartPlan, side: Side): [number, number] {
  const values = data.lines
    .filter((_, index) => series[index]!.yAxis === side)
    .flat()
    .filter((value) => typeof value === 'number');
  const thresholds = horizontalAnnotations(properties).filter(({ yAxis }) => yAxis === side);
  return axisRange(
    axisOf(properties, side),
    values,
    thresholds.map(({ value }) => value),
  );
}

function valueAxis(side: Side, withGrid: boolean): uPlot.Axis {
  return {
    scale: side,
    side: side === 'left' ? 3 : 1,
    font: palette().font,
    stroke: () => palette().faintInk,
    grid: { show: withGrid, stroke: () => palette().grid, width: 1 },
    ticks: { show: false },
    gap: 6,
    space: 34,
    values: (_u, splits) => splits.map(numberText),
    size: (u, values) => {
      const longest = (values ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
      u.ctx.font = palette().font.replace('11px', `${11 * devicePixelRatio}px`);
      return Math.ceil(u.ctx.measureText(longest).width / devicePixelRatio) + 12;
    },
  };
}

function timeAxis({ startMs, endMs }: ChartPlan): uPlot.Axis {
  return {
    font: palette().font,
    stroke: () => palette().faintInk,
    grid: { show: false },
    ticks: { show: true, stroke: () => palette().grid, width: 1, size: 4 },
    gap: 3,
    size: 24,
    splits: (u) => timeTicks(startMs, endMs, Math.max(2, u.bbox.width / devicePixelRatio / TICK_WIDTH_PIXELS)),
    values: (_u, splits) => splits.map(clockTime),
  };
}

function line(plan: ChartPlan, index: number): uPlot.Series {
  const { color, yAxis } = plan.series[index]!;
  return {
    scale: yAxis,
    stroke: () => seriesColor(color, index),
    width: 1.75,
    dash: index >= SERIES_COLORS ? [5, 3] : undefined,
    fill: plan.stacked ? () => `color-mix(in srgb, ${seriesColor(color, index)} 24%, transparent)` : undefined,
    points: {
      show: true,
      size: 5,
      fill: () => seriesColor(color, index),
      filter: () => lonelyPoints(plan.data.lines[index]!),
    },
  };
}

/** How uPlot draws a metric widget of the given size. `onDraw` runs whenever its scales are settled. */
export function chartOptions(plan: ChartPlan, width: number, height: number, onDraw: () => void): uPlot.Options {
  const { properties, series, stacked, startMs, endMs } = plan;
  const used = SIDES.filter((side) => side === 'left' || series.some(({ yAxis }) => yAxis === side));
  const horizontal = horizontalAnnotations(properties).filter(({ yAxis }) => used.includes(yAxis));
  const ranges = Object.fromEntries(used.map((side) => [side, { range: rangeOf(plan, side) }]));
  return {
    width,
    height,
    ms: 1,
    padding: [8, used.includes('right') ? 0 : 18, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [startMs, endMs] }, ...ranges },
    axes: [timeAxis(plan), ...used.map((side) => valueAxis(side, side === 'left'))],
    series: [{}, ...series.map((_, index) => line(plan, index))],
    // Each stacked line fills down to the one below it only.
    bands: stacked ? series.slice(1).map((_, index) => ({ series: [index + 2, index + 1] as [number, number] })) : [],
    hooks: { draw: [annotationPainter(horizontal, verticalAnnotations(properties)), onDraw] },
  };
}
