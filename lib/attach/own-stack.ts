import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { sameEnvironment } from '../private/stacks';
import { assemblyOf } from './assemblies';

/** Directly in an app or a stage: a stack that has the name of the monitoring, where the stacks are that exist. */
export function stackOfItsOwn(monitoring: Construct): Stack {
  const assembly = assemblyOf(monitoring);
  const stacks = assembly.node.findAll().filter(Stack.isStack);
  const [first] = stacks;
  const together = first !== undefined && stacks.every((stack) => sameEnvironment(stack, first));
  const known = (value: string) => (Token.isUnresolved(value) ? undefined : value);
  const env = together ? { account: known(first.account), region: known(first.region) } : undefined;
  const stage = Stage.of(monitoring)?.stageName;
  const stackName = [...(stage === undefined || stage === '' ? [] : [stage]), monitoring.node.id].join('-');
  return new Stack(monitoring, 'Stack', { stackName, env });
}
