import type { AlarmRecord, AlarmState } from '../../../run-record';
import { alarmSpans } from '../alarm-span';
import { h } from '../element';
import { clockTime } from '../virtual-time';

export interface TrackRange {
  readonly startMs: number;
  readonly endMs: number;
}

export const STATE_NAMES: Readonly<Record<AlarmState, string>> = {
  OK: 'OK',
  ALARM: 'In alarm',
  INSUFFICIENT_DATA: 'Insufficient data',
};

/** Where an instant lies on a track, in percent of its width. */
export function percentOf(atMs: number, { startMs, endMs }: TrackRange): number {
  return endMs > startMs ? ((atMs - startMs) / (endMs - startMs)) * 100 : 0;
}

/** Puts `element` on a track from one instant to another. */
export function placeOnTrack(element: HTMLElement, fromMs: number, toMs: number, range: TrackRange): void {
  element.style.left = `${percentOf(fromMs, range).toFixed(3)}%`;
  element.style.width = `${(percentOf(toMs, range) - percentOf(fromMs, range)).toFixed(3)}%`;
}

/** The states of an alarm as spans on a line: red in ALARM, grey without data, green and quiet in OK. */
export function stateTrack(alarm: AlarmRecord, range: TrackRange): HTMLElement {
  const spans = alarmSpans(alarm, range.startMs, range.endMs).map((span) => {
    const element = h('span', {
      class: 'span',
      'data-state': span.state,
      title: `${STATE_NAMES[span.state]}, ${clockTime(span.startMs)} – ${clockTime(span.endMs)}\n${span.reason}`.trim(),
    });
    placeOnTrack(element, span.startMs, span.endMs, range);
    return element;
  });
  return h('div', { class: 'state-track' }, ...spans);
}
