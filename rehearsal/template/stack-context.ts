import { createHash } from 'node:crypto';

/** The stack that a template is read as: what pseudo parameters give, and what names are derived from. */
export interface StackContext {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
}

/** What regions of other partitions begin with, their partition, and the domain of AWS endpoints there. */
const PARTITIONS = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['eusc-', 'aws-eusc', 'amazonaws.eu'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'aws-iso-e', 'cloud.adc-e.uk'],
  ['us-isof-', 'aws-iso-f', 'csp.hci.ic.gov'],
] as const;

/** `aws`, or the partition that the region belongs to. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The domain of AWS endpoints in the region. */
export function urlSuffixOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[2] ?? 'amazonaws.com';
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
