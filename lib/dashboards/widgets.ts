import {
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  type IAlarm,
  type IWidget,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import { graph } from './graph';
import type { Panel, Section } from './panel';

/** CloudWatch's grid. */
export const GRID_WIDTH = 24;

/** CloudWatch's limit of alarms in one alarm widget. */
const MAX_ALARMS_IN_WIDGET = 100;

/** A row of graphs that shares the width of the grid. */
export function graphRow(panels: readonly Panel[], region: string): IWidget[] {
  const width = Math.max(6, Math.floor(GRID_WIDTH / Math.max(panels.length, 1)));
  return panels.map((panel) => graph(panel, { width, region }));
}

/** The heading of a section. */
export function heading({ heading: markdown }: Section): IWidget {
  const lines = markdown.split('\n').length;
  return new TextWidget({ markdown, width: GRID_WIDTH, height: lines, background: TextWidgetBackground.TRANSPARENT });
}

/** The states of the alarms, those in ALARM first. */
export function alarmStates(title: string, arns: readonly string[]): IWidget[] {
  const widgets: IWidget[] = [];
  for (let start = 0; start < arns.length; start += MAX_ALARMS_IN_WIDGET) {
    const some = arns.slice(start, start + MAX_ALARMS_IN_WIDGET);
    const height = Math.min(10, 2 + Math.ceil(some.length / 4));
    widgets.push(
      new AlarmStatusWidget({
        title,
        // All that the widget reads of an alarm; those of other stacks are no constructs here.
        alarms: some.map((alarmArn) => ({ alarmRef: { alarmArn } }) as IAlarm),
        width: GRID_WIDTH,
        height,
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
      }),
    );
  }
  return widgets;
}
