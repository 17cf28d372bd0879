import { Stack, Stage } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { GoldenSignalsError } from '../private/errors';

/** What is synthesized together: the app, or a stage, without the stages in it. */
export function assemblyOf(construct: IConstruct): IConstruct {
  // `Stage.of` a stage is the one around it.
  return Stage.isStage(construct) ? construct : (Stage.of(construct) ?? construct.node.root);
}

/** Whether a construct stands in a stack; not in the one that its stage stands in, as a stage of CDK Pipelines does. */
export function isInStack(construct: IConstruct): boolean {
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(assemblyOf(construct)) + 1).some(Stack.isStack);
}

/** The stages below a construct; itself, if it is one. */
export function stagesIn(construct: IConstruct): Stage[] {
  return construct.node.findAll().filter((node): node is Stage => Stage.isStage(node));
}

/** Whether an app or a stage is synthesized: what is added to it from now on, CDK refuses. */
export function isSynthesized(assembly: IConstruct): boolean {
  // CDK keeps the result here, and has no public way to ask for it.
  return (assembly as unknown as { readonly assembly?: unknown }).assembly !== undefined;
}

/**
 * A scope that something may still be added to. Throws a GoldenSignalsError `TooLate` in a stage that is synthesized:
 * CDK would refuse the whole app later, with the paths of what was added and without what to do.
 */
export function stillOpen<Scope extends Construct>(scope: Scope, id: string): Scope {
  const stage = assemblyOf(scope);
  if (stage === scope.node.root || !isSynthesized(stage)) return scope;
  const why = `the stage ${stage.node.path} is synthesized already, as CDK Pipelines does with a stage that is added`;
  throw new GoldenSignalsError('TooLate', `"${id}" cannot be added: ${why}; create it before addStage()`, scope);
}

/**
 * Calls `run` before the stages of an app are synthesized, which is before the aspects of the app are invoked: there is
 * no other sign that no further stage will come.
 */
export function beforeSynthesis(root: IConstruct, run: () => void): void {
  if (!Stage.isStage(root)) return;
  const app = root as Stage;
  const synth = app.synth.bind(app);
  app.synth = (options) => {
    run();
    return synth(options);
  };
}
