import { BootstraplessSynthesizer, NestedStack, type Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { shortened } from '../private/shortened';

/** As many nested stacks as there may be; fewer where a template has no room for them. */
const COUNTS = [16, 8, 4, 2, 1];

/** A nested stack has at most 200 parameters: two topics, and for most resources one or two names. */
export const MAX_IN_BUCKET = 90;

/** The bucket of each resource, in no more buckets than there is room for; none where there is not even room for one. */
export function bucketsOf(ids: readonly string[], room: number): ReadonlyMap<string, string> | undefined {
  for (const count of COUNTS) {
    const buckets = new Map(ids.map((id) => [id, bucketOf(id, count)]));
    if (new Set(buckets.values()).size <= room) return buckets;
  }
  return undefined;
}

/** By its id alone, so that another resource never moves it. */
function bucketOf(id: string, count: number): string {
  let hash = 2166136261; // FNV-1a
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return String((hash >>> 0) % count).padStart(2, '0');
}

/** A nested stack is an asset, and this synthesizer has nowhere to put one. */
export function canNest(stack: Stack): boolean {
  return !(stack.synthesizer instanceof BootstraplessSynthesizer);
}

/** The nested stack with a name below a scope. */
export function nestedStack(scope: Construct, id: string): NestedStack {
  return (scope.node.tryFindChild(id) as NestedStack | undefined) ?? new NestedStack(scope, id);
}

/** CloudFormation creates before it deletes: an alarm that moves into a bucket has to have another name there. */
export function nameInBucket(name: string, stackName: string, bucket: string): string {
  const inBucket = name.includes(`${stackName}/`)
    ? name.replace(`${stackName}/`, `${stackName}-${bucket}/`)
    : `${name}-${bucket}`;
  return shortened(inBucket);
}
