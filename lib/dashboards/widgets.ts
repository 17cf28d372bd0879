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

/**
 * The states of the alarms, the latest to change first. Of more than a widget takes, where to find those that are in
 * ALARM: a wall of green tiles would only push the signals off the screen.
 */
export function alarmStates(title: string, arns: readonly string[]): IWidget[] {
  if (arns.length === 0) return [];
  if (arns.length > MAX_ALARMS_IN_WIDGET) {
    const markdown = `${title}: ${arns.length} alarms. [Those in ALARM](#alarmsV2:?~(alarmStateFilter~'ALARM))`;
    return [new TextWidget({ markdown, width: GRID_WIDTH, height: 1, background: TextWidgetBackground.TRANSPARENT })];
  }
  return [
    new AlarmStatusWidget({
      title,
      // All that the widget reads of an alarm; those of other stacks are no constructs here.
      alarms: arns.map((alarmArn) => ({ alarmRef: { alarmArn } }) as IAlarm),
      width: GRID_WIDTH,
      height: Math.min(10, 2 + Math.ceil(arns.length / 4)),
      sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    }),
  ];
}
