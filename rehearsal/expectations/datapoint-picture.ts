import type { ExplainedPoint } from '../alarms/explanation';
import { counted } from '../alarms/wording';
import { shortNumber } from './short-number';
import { sinceStart } from './since-start';

export interface PictureOptions {
  /** The evaluation range, oldest first. */
  readonly range: readonly ExplainedPoint[];
  /** What came later, oldest first. */
  readonly later: readonly ExplainedPoint[];
  /** N: so many of the newest datapoints that are there count. */
  readonly evaluationPeriods: number;
  readonly startMs: number;
  /** Values that differ from it are never shown as equal to it. */
  readonly threshold?: number;
}

const LINE_LENGTH = 92;
/** Of a longer range only the newest datapoints are drawn, and none of the missing ones that it begins with. */
const MOST_COLUMNS = 36;
const FEW_COLUMNS = 8;

/**
 * The datapoints that an evaluation looked at, newest right, and a few later ones: when each period begins, its value,
 * and 0 (does not breach), X (breaches) or - (missing); brackets around the ones that count.
 */
export function datapointPicture({ range, later, evaluationPeriods, startMs, threshold }: PictureOptions): string[] {
  const countedMs = new Set(
    range
      .filter(({ value }) => value !== undefined)
      .slice(-evaluationPeriods)
      .map((point) => point.startMs),
  );
  const shown = drawn(range);
  const cell = (point: ExplainedPoint, isLater: boolean): Cell => {
    const symbol = symbolOf(point);
    return {
      from: `${sinceStart(point.startMs, startMs)} `,
      value: `${point.value === undefined ? '-' : shortNumber(point.value, threshold)} `,
      symbol: !isLater && countedMs.has(point.startMs) ? `[${symbol}]` : `${symbol} `,
    };
  };
  const cells = [
    ...shown.map((point) => cell(point, false)),
    ...(later.length === 0 ? [] : ['bar' as const]),
    ...later.map((point) => cell(point, true)),
  ];
  return [
    ...inBlocks(cells).flatMap((block, index) => [...(index === 0 ? [] : ['']), ...blockLines(block)]),
    ...leftOut(range.slice(0, range.length - shown.length)),
    ...legend(range.length, evaluationPeriods, countedMs.size, later.length > 0),
  ];
}

interface Cell {
  readonly from: string;
  readonly value: string;
  readonly symbol: string;
}

type Column = Cell | 'bar';

function symbolOf({ breaching }: ExplainedPoint): string {
  return breaching === undefined ? '-' : breaching ? 'X' : '0';
}

function widthOf(column: Column): number {
  return column === 'bar' ? 1 : Math.max(3, column.from.length, column.value.length);
}

function inBlocks(cells: readonly Column[]): Column[][] {
  const width = Math.max(...cells.map(widthOf)) + 1;
  const most = Math.max(4, Math.floor((LINE_LENGTH - 'value'.length) / width));
  const blocks: Column[][] = [];
  for (let from = 0; from < cells.length; from += most) blocks.push(cells.slice(from, from + most));
  return blocks;
}

function blockLines(block: readonly Column[]): string[] {
  const width = Math.max(...block.map(widthOf));
  const line = (label: string, member: keyof Cell) =>
    `${label.padEnd(5)}${block.map((cell) => ` ${cell === 'bar' ? '|' : cell[member].padStart(width)}`).join('')}`.trimEnd();
  return [line('from', 'from'), line('value', 'value'), line('', 'symbol')];
}

function drawn(range: readonly ExplainedPoint[]): readonly ExplainedPoint[] {
  const first = range.findIndex(({ value }) => value !== undefined);
  const columns = first === -1 ? FEW_COLUMNS : Math.max(FEW_COLUMNS, range.length - first);
  return range.slice(-Math.min(columns, MOST_COLUMNS));
}

function leftOut(older: readonly ExplainedPoint[]): string[] {
  if (older.length === 0) return [];
  const counts = ['0', 'X', '-'].flatMap((symbol) => {
    const count = older.filter((point) => symbolOf(point) === symbol).length;
    return count === 0 ? [] : [`${count} ${symbol}`];
  });
  return [`(older and not shown: ${counts.join(', ')})`];
}

function legend(range: number, evaluationPeriods: number, real: number, hasLater: boolean): string[] {
  const looksAt = `${hasLater ? 'Left of |: the' : 'The'} ${counted(range, 'period')} looked at`;
  const brackets = real === 0 ? '' : `; [ ]: those that count, the newest N = ${evaluationPeriods}`;
  return ['0 not breaching, X breaching, - missing; newest right.', `${looksAt}${brackets}.`];
}
