import type { Case } from '../case';
import { runCadence } from './cadence';
import { runComposite } from './composite';
import { runEmf } from './emf';
import { runFilterExtract } from './filter-extract';
import { runFilterPattern } from './filter-pattern';
import { runLowSample } from './low-sample';
import { runMetricAlarm } from './metric-alarm';
import { runMetricAlarmSequence } from './metric-alarm-sequence';
import { runMetricFilter } from './metric-filter';
import { runMetricMath } from './metric-math';
import { runMute } from './mute';
import { runStateReason } from './state-reason';
import { runStatistics } from './statistics';
import { runSuppression } from './suppression';
import { runTimeline } from './timeline';
import { runWindow } from './window';

/** Kind of case → what runs it on the engine; it throws when the case does not hold. */
export const RUNNERS: Readonly<Record<string, (each: Case) => void | Promise<void>>> = {
  'metric-alarm': runMetricAlarm,
  'metric-alarm-sequence': runMetricAlarmSequence,
  timeline: runTimeline,
  window: runWindow,
  cadence: runCadence,
  'low-sample': runLowSample,
  'metric-math': runMetricMath,
  statistics: runStatistics,
  'state-reason': runStateReason,
  composite: runComposite,
  suppression: runSuppression,
  mute: runMute,
  'filter-pattern': runFilterPattern,
  'filter-extract': runFilterExtract,
  'metric-filter': runMetricFilter,
  emf: runEmf,
};
