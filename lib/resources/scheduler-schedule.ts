import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny } from '../signals/rows';

const why = 'EventBridge Scheduler measures groups of schedules';

/**
 * Known so that it can be said why it is not watched. An alarm for each schedule would ring for all schedules of the
 * group; in the default group also for those of every other stack of the account.
 */
export const schedulerSchedule: ResourceDefinition = {
  types: ['AWS::Scheduler::Schedule'],
  noun: 'schedule',
  tier: 'queue',
  leftOut: (schedule) => {
    if (schedule.references('GroupName').length > 0) return `its group is watched: ${why}, not single ones`;
    return schedule.references('Target.DeadLetterConfig.Arn').length > 0
      ? `what it cannot start goes to its dead-letter queue, which is watched: ${why}, and it is in none of the stack`
      : `${why}, and this one is in none of the stack: give it a ScheduleGroup or a dead-letter queue of its own`;
  },
  missing: cannotHaveAny(why),
  signals: () => [],
};
