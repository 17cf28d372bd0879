import { type CfnResource, Stack, TagManager, Token } from 'aws-cdk-lib';
import { isIntrinsic, mayBeNothing } from '../../template/intrinsic';
import { capitalise } from '../private/capitalise';
import { ifCreated } from './if-created';
import { live } from './live';
import { propertyAt } from './properties';
import type { Resource } from './resource';
import type { ResourceTree } from './resource-tree';
import { tagsIn } from './tags';

/** A `Resource` that stands in a CDK tree as an L1. */
export class CdkResource implements Resource {
  public readonly type: string;
  public readonly id: string;
  public readonly stackName: string;
  public readonly path: string;
  public readonly region: string | undefined;
  public readonly condition: string | undefined;
  public readonly unresolved: string[] = [];

  public constructor(
    public readonly construct: CfnResource,
    private readonly tree: ResourceTree,
  ) {
    this.type = construct.cfnResourceType;
    this.id = idOf(construct);
    this.stackName = stackNameOf(construct);
    this.path = construct.node.path.replace(/\/(Resource|Default)$/, '');
    const { region } = construct.stack;
    this.region = Token.isUnresolved(region) ? undefined : region;
    const condition = construct.cfnOptions.condition?.logicalId;
    this.condition = condition === undefined ? undefined : (construct.stack.resolve(condition) as string);
  }

  public get ref(): string {
    return ifCreated(this.condition, this.construct.ref);
  }

  public get logicalId(): string {
    return this.construct.stack.resolve(this.construct.logicalId) as string;
  }

  public get tags(): Readonly<Record<string, string>> {
    // CDK names the member of its struct: `tags`, `hostedZoneTags`.
    return tagsIn(this.property(capitalise(TagManager.of(this.construct)?.tagPropertyName ?? 'tags')));
  }

  public get ownSettings(): unknown {
    return this.construct.stack.resolve(this.construct.cfnOptions.metadata?.GoldenSignals);
  }

  public get referredToAs(): readonly string[] {
    return this.tree.referencesTo(this.construct);
  }

  public attribute(name: string): string {
    return ifCreated(this.condition, this.construct.getAtt(name).toString());
  }

  public text(path: string): string | undefined {
    const value = this.property(path);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object') return String(value);
    if (!isIntrinsic(value) || mayBeNothing(value)) return undefined;
    const { construct, tree } = this;
    const known = live(value, { stack: construct.stack, find: (id) => tree.elementNamed(construct, id) });
    return typeof known === 'string' ? known : Token.asString(known);
  }

  public references(path: string): readonly Resource[] {
    return [...this.tree.pointedBy(this.construct)]
      .filter(([at]) => at === path || at.startsWith(`${path}.`))
      .flatMap(([, constructs]) => constructs)
      .map((construct) => this.tree.resourceOf(construct));
  }

  public referrers(type: string): readonly Resource[] {
    const found = this.tree.pointersTo(this.construct).map(({ from }) => from);
    return [...new Set(found)]
      .filter((from) => from.cfnResourceType === type)
      .map((from) => this.tree.resourceOf(from));
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
export function stackNameOf(construct: CfnResource): string {
  const stack = Stack.of(construct);
  if (!Token.isUnresolved(stack.stackName)) return stack.stackName;
  const outer = stack.nestedStackParent;
  return outer === undefined
    ? stack.node.id
    : `${outer.stackName}/${stack.node.path.slice(outer.node.path.length + 1)}`;
}
