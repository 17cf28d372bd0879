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

function paintHorizontal(u: uPlot, area: Area, lines: readonly HorizontalAnnotation[], taken: number[]): void {
  const { ctx } = u;
  const scale = devicePixelRatio;
  for (const line of lines) {
    const y = Math.round(u.valToPos(line.value, line.yAxis, true));
    const color = lineColor(line.color);
    if (line.shade !== undefined) {
      const clamp = (value: number): number =>
        Number.isFinite(value)
          ? Math.min(area.top + area.height, Math.max(area.top, u.valToPos(value, line.yAxis, true)))
          : value > 0
            ? area.top
            : area.top + area.height;
      const [low, high] = [clamp(line.shade[0]), clamp(line.shade[1])];
      ctx.globalAlpha = 0.07;
      ctx.fillStyle = color;
      ctx.fillRect(area.left, high, area.width, low - high);
      ctx.globalAlpha = 1;
    }
    if (y < area.top || y > area.top + area.height) continue;
    dashedLine(ctx, color, [area.left, y], [area.left + area.width, y]);
    if (line.label === undefined) continue;
    const text = fitting(ctx, line.label, area.width - 12 * scale);
    const above = y - 9 * scale;
    const fits = above - 7 * scale >= area.top && taken.every((other) => Math.abs(other - above) >= 14 * scale);
    const textY = fits ? above : y + 9 * scale;
    taken.push(textY);
    label(ctx, text, area.left + area.width - ctx.measureText(text).width - 6 * scale, textY);
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
    paintHorizontal(u, area, horizontal, []);
    paintVertical(u, area, vertical);
    ctx.restore();
  };
}
