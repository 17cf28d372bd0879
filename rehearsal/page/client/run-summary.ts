import type { RunRecord } from '../../run-record';
import type { NotRehearsed } from '../../template/model';
import { hasFired } from './alarm-span';

const DRAWN_WIDGETS = new Set(['metric', 'text', 'alarm']);
const PLACEHOLDER = 'not rehearsed: ';

/** What the first line of the page says about a run. */
export interface RunSummary {
  readonly fired: number;
  readonly resolved: number;
  /** New messages, not edits of earlier ones. */
  readonly messages: number;
  readonly emails: number;
  readonly notRehearsed: number;
}

function titleOf(properties: Readonly<Record<string, unknown>>, type: string): string {
  return typeof properties.title === 'string' && properties.title !== '' ? properties.title : `${type} widget`;
}

/** What the template's loader did not know, and then what the dashboards ask for that the page cannot draw. */
export function notRehearsedOf(record: RunRecord): NotRehearsed[] {
  const onDashboards = record.dashboards.flatMap(({ name, widgets }) =>
    widgets.flatMap(({ type, properties, series }) => {
      const where = `${name} › ${titleOf(properties, type)}`;
      if (!DRAWN_WIDGETS.has(type)) return [{ where, what: `widgets of type "${type}" are not drawn` }];
      return series
        .filter(({ points }) => points.length === 0)
        .map(({ label }) => ({ where, what: label.replace(PLACEHOLDER, '') }));
    }),
  );
  return [...record.notRehearsed, ...onDashboards];
}

export function runSummary(record: RunRecord): RunSummary {
  const fired = record.alarms.filter(hasFired);
  return {
    fired: fired.length,
    resolved: fired.filter(({ transitions }) => transitions.at(-1)?.state !== 'ALARM').length,
    messages: record.posts.filter(({ updates }) => updates === undefined).length,
    emails: record.emails.length,
    notRehearsed: notRehearsedOf(record).length,
  };
}
