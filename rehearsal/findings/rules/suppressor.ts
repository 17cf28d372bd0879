import type { CompositeAlarmModel } from '../../template/model';
import { unknownAlarm } from '../references';
import { type Found, rule } from '../rule';

type Id = 'suppressor-is-itself' | 'unknown-suppressor' | 'suppressor-periods';

/** What is said about the suppressor of a composite alarm. */
export const suppressor = rule<Id>({
  finds: {
    'suppressor-is-itself': { level: 'error', means: 'a composite alarm is its own suppressor' },
    'unknown-suppressor': { level: 'warning', means: 'a composite names a suppressor that the template lacks' },
    'suppressor-periods': { level: 'error', means: 'a composite with a suppressor lacks its wait or extension period' },
  },
  find: (model) =>
    model.compositeAlarms.flatMap((composite): Found<Id>[] => {
      const { name, arn, logicalId, actionsSuppressor } = composite;
      if (actionsSuppressor === undefined) return [];
      const where = `${logicalId}.ActionsSuppressor`;
      const found = missingPeriods(composite);
      if (actionsSuppressor === name || actionsSuppressor === arn) {
        const what = 'the alarm suppresses its own actions: they never run';
        found.push({ id: 'suppressor-is-itself', where, what, advice: 'Name another alarm, or none.' });
      }
      const unknown = unknownAlarm(actionsSuppressor, model);
      if (unknown !== undefined) {
        const advice = 'Name an alarm that exists; one of another stack by its ARN.';
        found.push({ id: 'unknown-suppressor', where, what: unknown, advice });
      }
      return found;
    }),
});

function missingPeriods({ logicalId, waitPeriodSeconds, extensionPeriodSeconds }: CompositeAlarmModel): Found<Id>[] {
  const periods = {
    ActionsSuppressorWaitPeriod: waitPeriodSeconds,
    ActionsSuppressorExtensionPeriod: extensionPeriodSeconds,
  };
  return Object.entries(periods)
    .filter(([, seconds]) => seconds === undefined)
    .map(([property]) => ({
      id: 'suppressor-periods',
      where: `${logicalId}.${property}`,
      what: 'CloudWatch requires it with a suppressor',
      advice: 'Give it in seconds; 60 is usual.',
    }));
}
