import type { RunRecord } from '../../../run-record';
import { firedFirst } from '../alarm-span';
import type { Cursor } from '../cursor';
import { h } from '../element';
import { counted } from '../number-text';
import { clockTime, timeTicks } from '../virtual-time';
import { alarmRow } from './alarm-row';
import { percentOf } from './state-track';

const TICKS = 9;

function stepButton(text: string, className: string, onClick: () => void, label?: string): HTMLButtonElement {
  const button = h('button', { type: 'button', class: className, 'aria-label': label, title: label }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** What the scenario did, as a list to read and to jump by. */
function stepList({ steps }: RunRecord, cursor: Cursor): HTMLElement {
  const items = steps.map(({ atMs, text }, index) => {
    const button = stepButton('', 'step', () => cursor.set(atMs));
    button.append(
      h('span', { class: 'step-number' }, String(index + 1)),
      h('time', { datetime: new Date(atMs).toISOString() }, clockTime(atMs)),
      h('span', { class: 'step-text' }, text),
    );
    return h('li', {}, button);
  });
  cursor.follow(({ atMs }) => {
    const current = steps.findLastIndex((step) => step.atMs <= atMs);
    items.forEach((item, index) => {
      item.classList.toggle('current', index === current);
      item.classList.toggle('later', index > current);
    });
  });
  return h('ol', { class: 'steps' }, ...items);
}

/** The axis of virtual time: round instants, and above them the steps by number. */
function axis(record: RunRecord, cursor: Cursor): HTMLElement {
  const markers = record.steps.map(({ atMs, text }, index) => {
    const marker = stepButton(String(index + 1), 'marker', () => cursor.set(atMs), `${clockTime(atMs)} ${text}`);
    marker.style.left = `${percentOf(atMs, record)}%`;
    return marker;
  });
  const ticks = timeTicks(record.startMs, record.endMs, TICKS).map((atMs) => {
    const percent = percentOf(atMs, record);
    const edge = percent < 2 ? ' tick-first' : percent > 98 ? ' tick-last' : '';
    const tick = h('span', { class: `tick${edge}` }, clockTime(atMs));
    tick.style.left = `${percent}%`;
    return tick;
  });
  return h(
    'div',
    { class: 'axis' },
    h('div', { class: 'markers' }, ...markers),
    h('div', { class: 'ticks', 'aria-hidden': 'true' }, ...ticks),
  );
}

/** A line through all rows at the cursor; the rows give it its place by their own column. */
function playhead(record: RunRecord, cursor: Cursor): HTMLElement {
  const line = h('div', { class: 'playhead' });
  cursor.follow(({ shownMs }) => {
    line.style.left = `${percentOf(shownMs, record)}%`;
  });
  return h('div', { class: 'playhead-lane', 'aria-hidden': 'true' }, line);
}

/** Lets the pointer move the cursor over the rows, as it does over a chart. */
function followPointer(tracks: HTMLElement, record: RunRecord, cursor: Cursor): void {
  const timeAt = (event: MouseEvent): number | undefined => {
    const track = (event.target as Element).closest('.state-track, .axis')?.getBoundingClientRect();
    if (track === undefined || track.width === 0) return undefined;
    return record.startMs + ((event.clientX - track.left) / track.width) * (record.endMs - record.startMs);
  };
  tracks.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') cursor.hover(timeAt(event));
  });
  tracks.addEventListener('pointerleave', () => cursor.hover(undefined));
  tracks.addEventListener('click', (event) => {
    const atMs = timeAt(event);
    if (atMs !== undefined && (event.target as Element).closest('button') === null) cursor.set(atMs);
  });
}

/** Steps and alarm states over virtual time. Alarms that fired come first; the quiet ones are folded away. */
export function timelineView(record: RunRecord, cursor: Cursor): HTMLElement {
  const { fired, quiet } = firedFirst(record.alarms);
  const rows = (alarms: typeof fired): HTMLElement =>
    h('ul', { class: 'alarm-rows' }, ...alarms.map((alarm) => alarmRow(alarm, record)));
  const nobody = h('p', { class: 'empty' }, 'No alarm went to ALARM in this run.');
  const tracks = h(
    'div',
    { class: 'tracks' },
    h('div', { class: 'row' }, h('div', { class: 'row-label' }, 'Alarms that fired'), axis(record, cursor)),
    fired.length === 0 ? nobody : rows(fired),
    quiet.length === 0
      ? undefined
      : h(
          'details',
          { class: 'quiet' },
          h('summary', {}, `${counted(quiet.length, 'alarm')} stayed quiet`),
          rows(quiet),
        ),
    playhead(record, cursor),
  );
  followPointer(tracks, record, cursor);
  return h(
    'section',
    { class: 'panel timeline', 'aria-label': 'Time line' },
    record.steps.length === 0 ? undefined : stepList(record, cursor),
    tracks,
  );
}
