import type { AlarmRecord } from '../../../run-record';
import { alarmName } from '../alarm-name';
import { h } from '../element';
import { clockTime } from '../virtual-time';
import { STATE_NAMES, stateTrack, type TrackRange } from './state-track';

function history(alarm: AlarmRecord): HTMLElement {
  const changes = alarm.transitions.map(({ atMs, state, reason }) =>
    h(
      'li',
      {},
      h('time', { datetime: new Date(atMs).toISOString() }, clockTime(atMs)),
      h('span', { class: 'state-name', 'data-state': state }, STATE_NAMES[state]),
      h('span', { class: 'reason' }, reason),
    ),
  );
  return h(
    'div',
    { class: 'history' },
    alarm.description === undefined ? undefined : h('p', {}, alarm.description),
    changes.length === 0
      ? h('p', {}, 'It had no data in this run and never left its first state.')
      : h('ol', {}, ...changes),
  );
}

/** One alarm: its severity, its name, its states over time; the name unfolds what changed and why. */
export function alarmRow(alarm: AlarmRecord, range: TrackRange): HTMLElement {
  const details = history(alarm);
  details.hidden = true;
  const severity = alarm.severity ?? alarm.kind;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'alarm-name',
      'aria-expanded': 'false',
      'aria-label': `${alarm.name}, ${severity}`,
      title: alarm.name,
    },
    h('span', { class: 'severity', 'data-severity': alarm.severity ?? 'none' }, severity),
    alarmName(alarm.name),
  );
  button.addEventListener('click', () => {
    details.hidden = !details.hidden;
    button.setAttribute('aria-expanded', String(!details.hidden));
  });
  return h('li', { class: 'alarm-row' }, h('div', { class: 'row' }, button, stateTrack(alarm, range)), details);
}
