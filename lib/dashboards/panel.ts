import type { Severity } from '../alarms/severity';
import type { Line, Unit } from '../signals/signal';

/** A graph, before it becomes a widget: plain data. */
export interface Panel {
  readonly title: string;
  readonly left: Axis;
  readonly right?: Axis;
}

export interface Axis {
  readonly unit: Unit;
  readonly lines: readonly Line[];
  readonly thresholds: readonly ThresholdLine[];
}

/** An alarm's threshold, drawn across the graph. */
export interface ThresholdLine {
  readonly value: number;
  readonly label: string;
  readonly severity: Severity;
}

/** The graphs of one resource under its heading. */
export interface Section {
  readonly heading: string;
  readonly panels: readonly Panel[];
}
