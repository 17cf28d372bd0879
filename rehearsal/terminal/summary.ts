import type { AlarmRecord, RunRecord } from '../run-record';
import type { Style } from './style';
import { severityTag, timeOf } from './timeline';

/** What a reader wants to know at the end: what fired, what is still open, who was told, what was not rehearsed. */
export function summaryLines(record: RunRecord, style: Style): string[] {
  const fired = record.alarms.filter(({ transitions }) => transitions.some(({ state }) => state === 'ALARM'));
  const open = fired.filter((alarm) => alarm.transitions.at(-1)?.state === 'ALARM');
  const messages = record.posts.filter(({ updates }) => updates === undefined);
  const width = Math.max(0, ...fired.map(({ name }) => name.length));
  return [
    style.bold(
      `${fired.length} of ${record.alarms.length} alarms fired, ${fired.length - open.length} resolved; ${messages.length} chat messages, ${record.emails.length} e-mails`,
    ),
    ...fired.map((alarm) => `  ${firedLine(alarm, width, style)}`),
    ...(record.findings.length === 0
      ? []
      : ['', style.bold(`Wrong or doubtful in the template (${record.findings.length})`)]),
    ...record.findings.map(({ where, what, advice }) => `  ${where}: ${what}. ${advice}`),
    ...(record.notRehearsed.length === 0 ? [] : ['', style.bold(`Not rehearsed (${record.notRehearsed.length})`)]),
    ...record.notRehearsed.map(({ where, what }) => `  ${where}: ${what}`),
    ...(record.inferredRules.length === 0
      ? []
      : ['', style.bold('Rules that AWS does not document and this run relied on')]),
    ...record.inferredRules.map((rule) => `  ${rule}`),
  ];
}

function firedLine({ name, severity, transitions }: AlarmRecord, width: number, style: Style): string {
  const spans = transitions.flatMap(({ atMs, state }, index) =>
    state === 'ALARM'
      ? [`${timeOf(atMs)}–${transitions[index + 1] === undefined ? 'open' : timeOf(transitions[index + 1]!.atMs)}`]
      : [],
  );
  return `${severityTag(severity ?? '', style)} ${name.padEnd(width)}  ${spans.join(', ')}`;
}
