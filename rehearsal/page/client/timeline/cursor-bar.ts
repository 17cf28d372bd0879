import type { RunRecord } from '../../../run-record';
import { alarmedSpans, stateAt } from '../alarm-span';
import type { Cursor } from '../cursor';
import { h, svg } from '../element';
import { clockTime, duration } from '../virtual-time';
import { placeOnTrack } from './state-track';

const FRAMES_OF_A_PLAY = 240;
const FRAME_MS = 100;

const ICONS = {
  previous: 'M4 3h2v10H4zM13 3v10L6.5 8z',
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  next: 'M10 3h2v10h-2zM3 3v10l6.5-5z',
} as const;

function icon(name: keyof typeof ICONS): SVGSVGElement {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));
}

function iconButton(name: keyof typeof ICONS, label: string): HTMLButtonElement {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label }, icon(name));
}

/** The instants worth stopping at: what the scenario did, what alarms did, what people were told. */
function moments(record: RunRecord): number[] {
  const all = [
    record.startMs,
    ...record.steps.map(({ atMs }) => atMs),
    ...record.alarms.flatMap(({ transitions }) =>
      transitions.filter(({ state }) => state === 'ALARM').map(({ atMs }) => atMs),
    ),
    ...record.posts.map(({ atMs }) => atMs),
    record.endMs,
  ];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Runs virtual time from the cursor (or the start, when it stands at the end) to the end. */
function playButton(record: RunRecord, cursor: Cursor): HTMLButtonElement {
  const button = iconButton('play', 'Play');
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = (playing: boolean): void => {
    const label = playing ? 'Pause' : 'Play';
    button.replaceChildren(icon(playing ? 'pause' : 'play'));
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    show(false);
  };
  button.addEventListener('click', () => {
    if (timer !== undefined) return stop();
    if (cursor.position.atMs >= record.endMs) cursor.set(record.startMs);
    show(true);
    timer = setInterval(() => {
      cursor.set(cursor.position.atMs + (record.endMs - record.startMs) / FRAMES_OF_A_PLAY);
      if (cursor.position.atMs >= record.endMs) stop();
    }, FRAME_MS);
  });
  return button;
}

function slider(record: RunRecord, cursor: Cursor): HTMLElement {
  const { startMs, endMs, alarms } = record;
  const stepMs = endMs - startMs > 20 * 60_000 ? 60_000 : 10_000;
  const input = h('input', { type: 'range', min: startMs, max: endMs, step: 1000, 'aria-label': 'Virtual time' });
  input.addEventListener('input', () => cursor.set(Number(input.value)));
  input.addEventListener('keydown', (event) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    cursor.set(cursor.position.atMs + direction * stepMs);
  });
  const ribbon = h('div', { class: 'ribbon', 'aria-hidden': 'true' });
  for (const [fromMs, toMs] of alarmedSpans(alarms, startMs, endMs)) {
    const span = h('span', { class: 'span', 'data-state': 'ALARM' });
    placeOnTrack(span, fromMs, toMs, record);
    ribbon.append(span);
  }
  cursor.follow(({ atMs }) => {
    input.value = String(atMs);
    const inAlarm = alarms.filter((alarm) => stateAt(alarm, atMs) === 'ALARM').length;
    input.setAttribute('aria-valuetext', `${clockTime(atMs)} UTC, ${inAlarm} in alarm`);
  });
  return h('div', { class: 'slider' }, ribbon, input);
}

/** The slider over virtual time with its buttons: the one control of the page. */
export function cursorBar(record: RunRecord, cursor: Cursor): HTMLElement {
  const all = moments(record);
  const previous = iconButton('previous', 'Previous event');
  const next = iconButton('next', 'Next event');
  previous.addEventListener('click', () =>
    cursor.set(all.findLast((atMs) => atMs < cursor.position.atMs) ?? record.startMs),
  );
  next.addEventListener('click', () => cursor.set(all.find((atMs) => atMs > cursor.position.atMs) ?? record.endMs));
  const time = h('strong', { class: 'now' });
  const since = h('span', { class: 'since' });
  cursor.follow(({ shownMs }) => {
    const wholeSecond = Math.floor(shownMs / 1000) * 1000;
    time.textContent = clockTime(wholeSecond);
    since.textContent = `+${duration(wholeSecond - record.startMs)}`;
  });
  return h(
    'div',
    { class: 'cursor-bar', role: 'group', 'aria-label': 'Virtual time' },
    h(
      'div',
      { class: 'row' },
      h(
        'div',
        { class: 'controls' },
        previous,
        playButton(record, cursor),
        next,
        h('div', { class: 'readout' }, time, since),
      ),
      slider(record, cursor),
    ),
  );
}
