import { type Stack, Token } from 'aws-cdk-lib';

/** Name of a stack; of a nested one, whose name is not known at synth, its id. */
export function stackNameOf({ stackName, node }: Stack): string {
  return Token.isUnresolved(stackName) ? node.id : stackName;
}

/** Whether two stacks are known to be in the same account and region, or are both deployed wherever the CLI points. */
export function sameEnvironment(a: Stack, b: Stack): boolean {
  return a.account === b.account && a.region === b.region;
}

/** The stack that a nested one is deployed with. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}
