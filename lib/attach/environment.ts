import type { Stack } from 'aws-cdk-lib';

/** Whether two stacks are known to be in the same account and region, or are both deployed wherever the CLI points. */
export function sameEnvironment(a: Stack, b: Stack): boolean {
  return a.account === b.account && a.region === b.region;
}

/** The stack that a nested one is deployed with. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
