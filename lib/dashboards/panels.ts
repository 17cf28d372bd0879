import { signThreshold } from '../plan/alarm-description';
import type { Plan, PlannedResource, PlannedSignal } from '../plan/plan';
import { capitalise } from '../private/capitalise';
import { GoldenSignal } from '../signals/golden-signal';
import { type Line, limitOf, type Unit } from '../signals/signal';
import type { Axis, Panel, Section, ThresholdLine } from './panel';

/** As many as there are colours that people tell apart. */
const MAX_OVERVIEW_LINES = 12;

const TITLES: Readonly<Record<GoldenSignal, string>> = {
  [GoldenSignal.LATENCY]: 'Latency',
  [GoldenSignal.TRAFFIC]: 'Traffic',
  [GoldenSignal.ERRORS]: 'Errors',
  [GoldenSignal.SATURATION]: 'Saturation',
};

/**
 * The overview: for each golden signal the first line of the resources that belong there, in at most two units. A graph
 * of more lines than anybody can tell apart shows those nearest to the edge of the service.
 */
export function overviewPanels(plan: Plan): Panel[] {
  return Object.values(GoldenSignal).flatMap((goldenSignal) => {
    const all = plan.resources.flatMap((planned) => headlines(planned, goldenSignal));
    const lines = all.slice(0, MAX_OVERVIEW_LINES);
    const units = [...new Set(lines.map(({ unit }) => unit))];
    const axis = (unit: Unit): Axis => ({ unit, thresholds: [], lines: lines.filter((line) => line.unit === unit) });
    const [left, right] = units;
    if (left === undefined) return [];
    const some = lines.length < all.length ? ` (${lines.length} of ${all.length})` : '';
    const title = `${TITLES[goldenSignal]}${some}`;
    return [{ title, left: axis(left), right: right === undefined ? undefined : axis(right) }];
  });
}

/** One section for each resource, one graph for each of its signals. */
export function resourceSections(plan: Plan): Section[] {
  return plan.resources.map(({ noun, resource, signals, missing, metricRegion: region }) => ({
    heading: [
      `### ${capitalise(noun)} ${resource.id}`,
      ...[...new Set(missing.map(({ why }) => why))].map((why) => {
        const signals = missing.filter((other) => other.why === why).map(({ goldenSignal }) => goldenSignal);
        return `No ${signals.join(', ')}: ${why}.`;
      }),
    ].join('\n'),
    panels: signals.map((signal) => ({
      title: signal.title,
      left: {
        unit: signal.unit,
        lines: signal.lines.map((line) => ({ ...line, region })),
        thresholds: thresholdLines(signal),
      },
    })),
  }));
}

function headlines(
  { resource, signals, metricRegion: region }: PlannedResource,
  wanted: GoldenSignal,
): (Line & { unit: Unit })[] {
  return signals
    .filter(({ goldenSignal, inOverview }) => inOverview && goldenSignal === wanted)
    .flatMap(({ lines, unit }) =>
      lines.slice(0, 1).map(({ label, query }) => ({ label: `${resource.id} ${label}`, query, unit, region })),
    );
}

/** The thresholds that are in the unit of the graph; of equal ones, the most severe. One at 0 is the axis. */
function thresholdLines({ alarms, unit }: PlannedSignal): ThresholdLine[] {
  const byValue = new Map<number, ThresholdLine>();
  for (const { id, threshold, severity } of alarms.filter(({ threshold }) => threshold.unit === unit)) {
    const value = limitOf(threshold);
    if (value === undefined || value === 0 || byValue.has(value)) continue;
    byValue.set(value, { value, label: `${id} ${signThreshold(threshold)}`, severity });
  }
  return [...byValue.values()];
}
