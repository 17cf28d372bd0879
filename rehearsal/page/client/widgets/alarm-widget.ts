import { alarmName } from '../alarm-name';
import { stateAt } from '../alarm-span';
import { h, listOf } from '../element';
import { STATE_NAMES } from '../timeline/state-track';
import type { WidgetView } from './widget-context';

function nameFromArn(arn: string): string {
  return arn.split(':alarm:')[1] ?? arn;
}

/** The states of alarms at the cursor. */
export const alarmWidget: WidgetView = (widget, { record, cursor }) => {
  const arns = listOf(widget.properties.alarms).filter((arn) => typeof arn === 'string');
  const tiles = arns.map((arn) => {
    const alarm = record.alarms.find((candidate) => candidate.arn === arn);
    const state = h('span', { class: 'tile-state' });
    const name = alarm?.name ?? nameFromArn(arn);
    const tile = h('li', { class: 'tile', title: name }, alarmName(name), state);
    if (alarm === undefined) state.textContent = 'not in this rehearsal';
    else {
      cursor.follow(({ shownMs }) => {
        const current = stateAt(alarm, shownMs);
        tile.dataset.state = current;
        state.textContent = STATE_NAMES[current];
      });
    }
    return tile;
  });
  return h('ul', { class: 'tiles' }, ...tiles);
};
