import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import { propertyAt } from './properties';
import type { Resource } from './resource';
import type { ResourceTree } from './resource-tree';

/** A `Resource` that stands in a CDK tree as an L1. */
export class CdkResource implements Resource {
  public readonly type: string;
  public readonly id: string;
  public readonly stackName: string;
  public readonly path: string;
  public readonly ref: string;
  public readonly referredToAs: readonly string[];
  public readonly unresolved: string[] = [];

  public constructor(
    public readonly construct: CfnResource,
    private readonly tree: ResourceTree,
  ) {
    this.referredToAs = tree.referencesTo(construct);
    this.type = construct.cfnResourceType;
    this.id = idOf(construct);
    this.stackName = stackNameOf(construct);
    this.path = construct.node.path.replace(/\/(Resource|Default)$/, '');
    this.ref = construct.ref;
  }

  public attribute(name: string): string {
    return this.construct.getAtt(name).toString();
  }

  public property(path: string): unknown {
    return propertyAt(this.tree.properties(this.construct), path);
  }

  public number(path: string, fallback: number): number {
    const value = this.property(path);
    if (value === undefined) return fallback;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    if (!this.unresolved.includes(path)) this.unresolved.push(path);
    return fallback;
  }
}

/** The construct path below the stack, without the `Resource` and `Default` that CDK gives to the L1 of an L2. */
function idOf(construct: CfnResource): string {
  const stackDepth = Stack.of(construct).node.scopes.length;
  const below = construct.node.scopes.slice(stackDepth).map((scope) => scope.node.id);
  const last = below.at(-1);
  if (below.length > 1 && (last === 'Resource' || last === 'Default')) below.pop();
  return below.join('/');
}

/** Name of the stack; of a nested stack, whose name is not known at synth, the names of the stacks on the way to it. */
function stackNameOf(construct: CfnResource): string {
  const stack = Stack.of(construct);
  if (!Token.isUnresolved(stack.stackName)) return stack.stackName;
  const outer = stack.nestedStackParent;
  return outer === undefined
    ? stack.node.id
    : `${outer.stackName}/${stack.node.path.slice(outer.node.path.length + 1)}`;
}
