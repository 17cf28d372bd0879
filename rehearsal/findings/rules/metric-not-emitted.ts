import { CustomMetrics } from '../custom-metrics';
import { metricsInUse } from '../metrics-in-use';
import { rule } from '../rule';

/** Metrics of one's own that nothing makes: the alarm stays green for ever. */
export const metricNotEmitted = rule({
  finds: {
    'metric-not-emitted': {
      level: 'warning',
      means: 'an alarm or widget reads a custom metric that no metric filter and no readable function makes',
    },
  },
  find: (model) => {
    const custom = new CustomMetrics(model);
    return metricsInUse(model).flatMap(({ where, metric, usedBy }) => {
      const why = custom.whyNotMade(metric);
      if (why === undefined) return [];
      const never = usedBy === 'alarm' ? 'the alarm never has data' : 'nothing is drawn';
      return [
        {
          id: 'metric-not-emitted' as const,
          where,
          what: `${why}: ${never}`,
          advice: 'Look at the spelling and the dimensions on both sides, unless the metric comes from elsewhere.',
        },
      ];
    });
  },
});
