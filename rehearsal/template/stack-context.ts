import { createHash } from 'node:crypto';

/** The stack that a template is read as: what pseudo parameters give, and what names are derived from. */
export interface StackContext {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
}

/** `aws`, or the partition that the region belongs to. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The domain of AWS endpoints in the region. */
export function urlSuffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** `arn:aws:sqs:us-east-1:123456789012:` + `resource`. */
export function arnOf(stack: StackContext, service: string, resource: string): string {
  return `arn:${partitionOf(stack.region)}:${service}:${stack.region}:${stack.account}:${resource}`;
}

/** What `AWS::StackId` gives. */
export function stackIdOf(stack: StackContext): string {
  return arnOf(stack, 'cloudformation', `stack/${stack.stackName}/rehearsal`);
}

/** `length` characters of [0-9a-z] that depend on `text` alone: stands where AWS would draw an id. */
export function stableId(text: string, length: number): string {
  const digits = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`).toString(36);
  return digits.slice(-length).padStart(length, '0');
}

/**
 * The physical name of a resource that its template does not name. CloudFormation appends random characters; a
 * rehearsal does not, so that names are the same in every run.
 */
export function derivedName(stack: StackContext, logicalId: string, maximumLength = 255): string {
  const name = `${stack.stackName}-${logicalId}`;
  if (name.length <= maximumLength) return name;
  return `${name.slice(0, maximumLength - 9)}-${stableId(name, 8)}`;
}
