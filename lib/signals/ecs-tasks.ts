import type { EventAlert } from './resource-definition';

/** What ECS stops with the essential container of a task, by force in the end, has not failed by itself. */
const STOPPED_BY_ECS = [137, 143];

/**
 * What an event says of the containers of a task that ended with an error. It does not say which of them are essential.
 * A container that was killed for its memory has the exit code of one that ECS stopped, but its own reason.
 */
export function containersThatFailed({ alone }: { readonly alone: boolean }): Readonly<Record<string, unknown>> {
  if (alone) return { exitCode: [{ 'anything-but': [0] }] };
  return {
    $or: [
      { exitCode: [{ 'anything-but': [0, ...STOPPED_BY_ECS] }] },
      { exitCode: STOPPED_BY_ECS, reason: [{ prefix: 'OutOfMemoryError' }] },
    ],
  };
}

/** What of a stopped task is told. */
export const TASK_FACTS: NonNullable<EventAlert['facts']> = {
  Task: '$.detail.taskArn',
  Group: '$.detail.group',
  Reason: '$.detail.stoppedReason',
};
