import { NestedStack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const BUCKETS = 16;

/** The bucket of a resource: by its id alone, so that another resource never moves it. */
export function bucketOf(id: string): string {
  let hash = 2166136261; // FNV-1a
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return String((hash >>> 0) % BUCKETS).padStart(2, '0');
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
  return inBucket.length <= 255 ? inBucket : `…${inBucket.slice(inBucket.length - 254)}`;
}
