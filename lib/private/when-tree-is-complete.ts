import { Aspects, FeatureFlags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assemblyOf } from '../attach/assemblies';

/**
 * Calls `run` once, during synthesis, when no aspect adds constructs any more; what `run` itself adds is still visited
 * by all aspects (tags, for example).
 *
 * CDK visits the tree in passes until nothing changes, each pass in tree order. A probe that stands last in the tree
 * is therefore visited after everything else in its pass; if the tree has grown since the last time, it asks again.
 */
export function whenTreeIsComplete(scope: Construct, run: () => void): void {
  if (FeatureFlags.of(scope).isEnabled('@aws-cdk/core:aspectStabilization') === false) {
    // A single pass: nothing that is added to the tree meanwhile would be visited, so there is nothing to wait for.
    Aspects.of(scope).add({ visit: (node) => (node === scope ? run() : undefined) });
    return;
  }
  placeProbe(scope, run, 0);
}

function placeProbe(scope: Construct, run: () => void, sizeBefore: number): void {
  const root = assemblyOf(scope) as Construct;
  const probe = new Construct(root, freeId(root, `GoldenSignalsProbe-${scope.node.addr}-${sizeBefore}`));
  Aspects.of(probe).add({
    visit: () => {
      root.node.tryRemoveChild(probe.node.id);
      const size = root.node.findAll().length;
      if (size === sizeBefore) run();
      else placeProbe(scope, run, size);
    },
  });
}

/** Several monitorings may wait for the same stage. */
function freeId(scope: Construct, id: string): string {
  return scope.node.tryFindChild(id) === undefined ? id : freeId(scope, `${id}-next`);
}
