/** States of a CloudWatch alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alert asks of people; decided by the topic that it came through. */
export type Severity = 'page' | 'ticket' | 'info';

/**
 * What kind of thing the alert is about; `event` is a rule of ours on an event, which has no state and ends by itself;
 * `message` is anything else that is not an alarm's change of state.
 */
export type AlertKind = 'metric' | 'math' | 'anomaly' | 'composite' | 'contributor' | 'log' | 'event' | 'message';

/** The notifier's normal form of any event: plain data, every text still untrusted. */
export interface Alert {
  readonly kind: AlertKind;
  /** What it is about, the same for every change of state: the alarm's ARN, or an id of the message. */
  readonly id: string;
  /** The alarm's name, or the subject of a message. */
  readonly name: string;
  readonly description?: string;
  readonly severity: Severity;
  /** Absent for an `event` and a `message`. */
  readonly state?: AlarmState;
  readonly previousState?: AlarmState;
  /** CloudWatch's reason, or the text of a message. */
  readonly reason?: string;
  /** When the state changed, in milliseconds since the epoch. */
  readonly changedAtMs?: number;
  readonly account?: string;
  /** Region code such as `eu-west-1`, never the display name. */
  readonly region?: string;
  readonly alarmArn?: string;
  /** The time series that fired, for an alarm over several. */
  readonly contributor?: Contributor;
  /** The children that made a composite alarm change. */
  readonly children: readonly Child[];
  readonly metric?: MetricFacts;
  readonly runbookUrl?: string;
  /** Set when CloudWatch suppressed or muted the alarm's actions: the alert must not be posted. */
  readonly suppressedBy?: string;
  /** The actions ran late, because a mute window ended while the alarm was still in its state. */
  readonly afterMuteWindow?: boolean;
}

/** One time series of an alarm over several. */
export interface Contributor {
  /** Opaque, the same for the same attributes. */
  readonly id: string;
  readonly attributes: readonly Pair[];
}

/** A child of a composite alarm. */
export interface Child {
  readonly name: string;
  readonly state?: string;
  readonly changedAtMs?: number;
}

/** A name and its value, in the order in which they came. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** What an alarm measures. Everything is optional: no transport carries all of it. */
export interface MetricFacts {
  readonly namespace?: string;
  /** Metric name, or the label of the expression. */
  readonly name?: string;
  readonly expression?: string;
  /** `Sum`, `p99` … */
  readonly statistic?: string;
  /** A CloudWatch unit, when the alarm names one. */
  readonly unit?: string;
  /** Dimensions of every metric that takes part, each once. */
  readonly dimensions: readonly Pair[];
  readonly threshold?: number;
  readonly comparison?: Comparison;
  /** What an anomaly alarm expected. */
  readonly band?: { readonly lower?: number; readonly upper?: number };
  readonly periodSeconds?: number;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  /** Newest first. */
  readonly recentValues: readonly number[];
}

/** How a value is compared with the threshold. */
export type Comparison = '>' | '≥' | '<' | '≤';
