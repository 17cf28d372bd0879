import { metricAlarms } from '../metric-alarms';
import { type Found, rule } from '../rule';

const HOUR = 3600;
const DAY = 86_400;
const WEEK = 604_800;

type Id = 'datapoints-above-periods' | 'range-too-long' | 'evaluation-periods';

/** How many periods an alarm looks at, and how many of them have to breach. */
export const evaluationRange = rule<Id>({
  finds: {
    'datapoints-above-periods': { level: 'error', means: 'DatapointsToAlarm is above EvaluationPeriods' },
    'evaluation-periods': { level: 'error', means: 'EvaluationPeriods or DatapointsToAlarm is not a positive integer' },
    'range-too-long': {
      level: 'error',
      means: 'Period times EvaluationPeriods is more than a day, or a week from 1 h on',
    },
  },
  find: (model) =>
    metricAlarms(model).flatMap(({ logicalId, periodSeconds, evaluationPeriods, datapointsToAlarm }): Found<Id>[] => {
      for (const [property, count] of Object.entries({
        EvaluationPeriods: evaluationPeriods,
        DatapointsToAlarm: datapointsToAlarm ?? 1,
      })) {
        if (Number.isInteger(count) && count >= 1) continue;
        const what = `CloudWatch refuses ${count}: it takes a whole number from 1 on`;
        return [{ id: 'evaluation-periods', where: `${logicalId}.${property}`, what, advice: 'Give a whole number.' }];
      }
      const found: Found<Id>[] = [];
      if (datapointsToAlarm !== undefined && datapointsToAlarm > evaluationPeriods) {
        found.push({
          id: 'datapoints-above-periods',
          where: `${logicalId}.DatapointsToAlarm`,
          what: `CloudWatch refuses it: ${datapointsToAlarm} of ${evaluationPeriods} datapoints can never breach`,
          advice: `Set DatapointsToAlarm to ${evaluationPeriods} or less, or raise EvaluationPeriods.`,
        });
      }
      const longest = periodSeconds < HOUR ? DAY : WEEK;
      if (periodSeconds * evaluationPeriods > longest) {
        const most = Math.floor(longest / periodSeconds);
        found.push({
          id: 'range-too-long',
          where: `${logicalId}.EvaluationPeriods`,
          what: `CloudWatch refuses it: ${evaluationPeriods} periods of ${periodSeconds} s are more than ${longest} s`,
          advice: `With this period, use at most ${most} evaluation periods.`,
        });
      }
      return found;
    }),
});
