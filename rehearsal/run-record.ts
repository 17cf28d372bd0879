import type { Finding } from './findings/finding';
import type { NotRehearsed } from './template/model';

/** Everything that the page and the terminal show of a finished rehearsal: plain JSON, no functions. */
export interface RunRecord {
  readonly title: string;
  readonly stackName: string;
  readonly startMs: number;
  readonly endMs: number;
  /** What the scenario did, in words: "payments answers in 3 s". */
  readonly steps: readonly { readonly atMs: number; readonly text: string }[];
  readonly alarms: readonly AlarmRecord[];
  readonly dashboards: readonly DashboardRecord[];
  readonly posts: readonly ChatPost[];
  readonly emails: readonly EmailPost[];
  readonly notRehearsed: readonly NotRehearsed[];
  /** What is wrong or doubtful in the template itself. */
  readonly findings: readonly Finding[];
  /** Rules that AWS does not document and that this run relied on. */
  readonly inferredRules: readonly string[];
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmRecord {
  readonly name: string;
  readonly arn: string;
  readonly kind: 'metric' | 'composite';
  readonly severity?: 'page' | 'ticket' | 'info';
  readonly description?: string;
  /** State at `startMs` is INSUFFICIENT_DATA; each entry is a change. */
  readonly transitions: readonly { readonly atMs: number; readonly state: AlarmState; readonly reason: string }[];
}

export interface DashboardRecord {
  readonly name: string;
  readonly widgets: readonly WidgetRecord[];
}

export interface WidgetRecord {
  /** As in the dashboard body: `metric`, `text`, `alarm`, `log` … */
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The widget's properties as they stand in the body. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The lines of a metric widget, computed from its own metrics; empty for other types. */
  readonly series: readonly SeriesRecord[];
}

export interface SeriesRecord {
  readonly label: string;
  readonly color?: string;
  readonly yAxis: 'left' | 'right';
  /** `[start of the period in ms, value or null where there is no datapoint]`. */
  readonly points: readonly (readonly [number, number | null])[];
}

/** A message as a chat vendor received it. */
export interface ChatPost {
  readonly atMs: number;
  /** `slack` … */
  readonly vendor: string;
  /** Channel id, or the webhook when the vendor is told no channel. */
  readonly channel: string;
  readonly messageId: string;
  /** `messageId` of the message that this one answers. */
  readonly threadId?: string;
  /** `messageId` of the message that this one rewrites (an edit, not a new message). */
  readonly updates?: string;
  /** The request body as it was posted: for Slack `{ text, blocks, attachments … }`. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EmailPost {
  readonly atMs: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
