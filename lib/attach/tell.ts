import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Plan } from '../plan/plan';

// What whoever reads the template or the output of `cdk synth` is told of a monitoring. CDK shows it only of constructs in a
// stack: `told` is the monitoring, or the stack of its own where it stands directly in an app.

const LEFT_OUT = 'golden-signals:left-out';

/** Told of what is left out: the path, the id of the warning, the reason. */
export type LeaveOut = (path: string, id: string, why: string) => void;

/** @param id of the warning, with which it is acknowledged */
export function tellLeftOut(told: Construct, path: string, id: string, why: string): void {
  told.node.addMetadata(LEFT_OUT, `${path}: ${why}`);
  Validations.of(told).addWarning(`golden-signals:${id}`, `${path}: ${why}`);
}

/** @param usd what the monitoring costs a month at most */
export function tellPlan(told: Construct, { warnings, leftOut }: Plan, usd: number): void {
  for (const { id, path, message } of warnings) Validations.of(told).addWarning(id, `${path}: ${message}`);
  for (const { path, why } of leftOut) told.node.addMetadata(LEFT_OUT, `${path}: ${why}`);
  told.node.addMetadata('golden-signals:price', `${usd.toFixed(2)} USD a month at most, before the free tier`);
}

export function tellNothingWatched(told: Construct): void {
  Validations.of(told).addWarning(
    'golden-signals:nothing-watched',
    'nothing is watched: call watch() with a stack, a construct or a resource of a known type',
  );
}
