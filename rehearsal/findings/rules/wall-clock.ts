import { wallClockProblem } from '../../alarms/evaluation-window';
import { metricAlarms } from '../metric-alarms';
import { isUnknownValue } from '../references';
import { rule } from '../rule';

/** Calendar windows that CloudWatch refuses. */
export const wallClock = rule({
  finds: {
    'wall-clock-window': {
      level: 'error',
      means: 'a wall-clock window with a period or time zone that is not allowed',
    },
  },
  find: (model) =>
    metricAlarms(model).flatMap(({ logicalId, periodSeconds, wallClock: window }) => {
      if (window === undefined || isUnknownValue(window.timeZone)) return [];
      const what = wallClockProblem(periodSeconds, window);
      if (what === undefined) return [];
      const advice = 'Use a period of 60, 300, 3600, 86400 or 604800 s and a zone like Europe/Berlin or +05:30.';
      return [{ id: 'wall-clock-window' as const, where: `${logicalId}.EvaluationWindow`, what, advice }];
    }),
});
