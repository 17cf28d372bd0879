import { Stack } from 'aws-cdk-lib';
import type { ResourceTree } from '../discover/resource-tree';
import type { Plan, PlannedResource } from '../plan/plan';
import { regionProblem } from './condition';
import { newImports } from './foreign-references';
import { importedFrom } from './imported-environment';
import type { LeaveOut } from './tell';

/** The stack that a resource belongs to; home for what has no construct. */
export function stackOf({ resource: { construct } }: PlannedResource, home: Stack): Stack {
  return construct === undefined ? home : Stack.of(construct);
}

/** The plan without what could only be watched by locking another stack, or not from the region of its stack. */
export function watchable(plan: Plan, tree: ResourceTree, home: Stack, leaveOut: LeaveOut): Plan {
  const resources = plan.resources.flatMap((planned): PlannedResource[] => {
    const { path } = planned.resource;
    if (newImports(planned, stackOf(planned, home), tree).length > 0) {
      leaveOut(
        path,
        'foreign-reference',
        'its metrics carry the name of a resource of another stack, which would have to export it; give that resource a physical name and refer to it by that',
      );
      return [];
    }
    const { account, region } = importedFrom(planned);
    if (account !== undefined) {
      leaveOut(
        path,
        'metrics-elsewhere',
        `its metrics are published in the account ${account}, where an alarm of its stack cannot see them; watch it in a stack of that account`,
      );
      return [];
    }
    const there = region === undefined ? planned : { ...planned, metricRegion: region };
    const why = regionProblem(there);
    if (why === undefined) return [there];
    leaveOut(path, 'metrics-elsewhere', why);
    return [
      { ...there, logFilters: [], events: [], signals: planned.signals.map((signal) => ({ ...signal, alarms: [] })) },
    ];
  });
  return { ...plan, resources };
}
