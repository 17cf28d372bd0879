import type uPlot from 'uplot';
import type { HorizontalAnnotation, VerticalAnnotation } from './annotation';
import { givenColor, palette } from './palette';

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function lineColor(color: string | undefined): string {
  return givenColor(color) ?? palette().threshold;
}

/** `text`, shortened until it fits. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return length > 1 ? `${text.slice(0, length).trimEnd()}…` : '';
}

function dashedLine(
  context: CanvasRenderingContext2D,
  color: string,
  from: [number, number],
  to: [number, number],
): void {
  const scale = devicePixelRatio;
  context.strokeStyle = color;
  context.lineWidth = scale;
  context.setLineDash([5 * scale, 4 * scale]);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/** Writes a label in ink, whatever the colour of its line, with a rim that sets it off from the lines below it. */
function label(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  const scale = devicePixelRatio;
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.lineWidth = 3 * scale;
  context.strokeStyle = palette().card;
  context.strokeText(text, x, y);
  context.fillStyle = palette().ink;
  context.fillText(text, x, y);
}

function paintShade(u: uPlot, area: Area, { shade, color, yAxis }: HorizontalAnnotation): void {
  if (shade === undefined) return;
  const bottom = area.top + area.height;
  const edge = (value: number): number => {
    if (!Number.isFinite(value)) return value > 0 ? area.top : bottom;
    return Math.min(bottom, Math.max(area.top, u.valToPos(value, yAxis, true)));
  };
  const [low, high] = [edge(shade[0]), edge(shade[1])];
  u.ctx.globalAlpha = 0.07;
  u.ctx.fillStyle = lineColor(color);
  u.ctx.fillRect(area.left, high, area.width, low - high);
  u.ctx.globalAlpha = 1;
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** Above or below the line, on the right or on the left: the first place in the chart that no other label has. */
function freePlace(area: Area, lineY: number, width: number, taken: readonly Place[]): Place | undefined {
  const scale = devicePixelRatio;
  const halfHeight = 7 * scale;
  const lefts = [area.left + area.width - width - 6 * scale, area.left + 6 * scale];
  const places = lefts.flatMap((left) =>
    [-9, 9].map((offset) => ({ left, right: left + width, y: lineY + offset * scale })),
  );
  return places.find(
    ({ left, right, y }) =>
      y - halfHeight >= area.top &&
      y + halfHeight <= area.top + area.height &&
      taken.every((other) => Math.abs(other.y - y) >= 2 * halfHeight || other.right < left || right < other.left),
  );
}

function paintHorizontal(u: uPlot, area: Area, lines: readonly HorizontalAnnotation[]): void {
  const { ctx } = u;
  const taken: Place[] = [];
  for (const line of lines) {
    paintShade(u, area, line);
    const y = Math.round(u.valToPos(line.value, line.yAxis, true));
    const above = y < area.top;
    if (y > area.top + area.height) continue;
    if (!above) dashedLine(ctx, lineColor(line.color), [area.left, y], [area.left + area.width, y]);
    if (line.label === undefined) continue;
    const text = fitting(ctx, above ? `↑ ${line.label}` : line.label, area.width - 12 * devicePixelRatio);
    const place = freePlace(area, above ? area.top : y, ctx.measureText(text).width, taken);
    if (place === undefined) continue;
    taken.push(place);
    label(ctx, text, place.left, place.y);
  }
}

function paintVertical(u: uPlot, area: Area, lines: readonly VerticalAnnotation[]): void {
  const { ctx } = u;
  const scale = devicePixelRatio;
  for (const line of lines) {
    const x = Math.round(u.valToPos(line.atMs, 'x', true));
    if (x < area.left || x > area.left + area.width) continue;
    const color = lineColor(line.color);
    dashedLine(ctx, color, [x, area.top], [x, area.top + area.height]);
    const text = fitting(ctx, line.label ?? '', area.left + area.width - x - 10 * scale);
    if (text !== '') label(ctx, text, x + 5 * scale, area.top + 8 * scale);
  }
}

/** A uPlot `draw` hook that paints the thresholds of a widget over its lines. */
export function annotationPainter(
  horizontal: readonly HorizontalAnnotation[],
  vertical: readonly VerticalAnnotation[],
): (u: uPlot) => void {
  return (u) => {
    const { ctx, bbox: area } = u;
    ctx.save();
    ctx.font = palette().font.replace('11px', `${11 * devicePixelRatio}px`);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    paintHorizontal(u, area, horizontal);
    paintVertical(u, area, vertical);
    ctx.restore();
  };
}
