import type { RunRecord, WidgetRecord } from '../../../run-record';
import type { Cursor } from '../cursor';

/** What every widget may look at besides itself. */
export interface WidgetContext {
  readonly record: RunRecord;
  readonly cursor: Cursor;
}

/** Draws the inside of a widget's card. */
export type WidgetView = (widget: WidgetRecord, context: WidgetContext) => HTMLElement;
