import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';

const why = 'EventBridge Scheduler measures groups of schedules';

/**
 * Known so that it can be said why it is not watched. An alarm for each schedule would ring for all schedules of the
 * group; in the default group also for those of every other stack of the account.
 */
export const schedulerSchedule: ResourceDefinition = {
  types: ['AWS::Scheduler::Schedule'],
  noun: 'schedule',
  tier: 'queue',
  leftOut: (schedule) =>
    schedule.references('GroupName').length > 0
      ? 'its group is watched: EventBridge Scheduler measures groups, not schedules'
      : 'EventBridge Scheduler measures groups, and this one is in none of the stack: give it a ScheduleGroup of its own',
  missing: Object.values(GoldenSignal).map((goldenSignal) => ({ goldenSignal, why })),
  signals: () => [],
};
