import {
  type CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  Tokenization,
} from 'aws-cdk-lib';

/** Properties of a resource: PascalCase, references as intrinsics. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * The properties of an L1 as they stand now, overrides applied. A reference to a resource of another stack carries the
 * address of that stack: `{ Ref: '<address>/<logical id>' }`. Costs as much as writing them to the template.
 */
export function cloudFormationProperties(resource: CfnResource): Properties {
  // What the stack itself calls to write its template: there is no other way to see raw overrides.
  const element = resource as unknown as { _toCloudFormation(): object };
  const fragment = Tokenization.resolve(element._toCloudFormation(), {
    scope: resource.stack,
    resolver: new StackAwareResolver(resource.stack),
    preparing: false,
  }) as { Resources?: Record<string, { Properties?: Properties }> };
  return Object.values(fragment.Resources ?? {})[0]?.Properties ?? {};
}

/** A value as a stack would write it; references to other stacks carry their address. */
export function resolveAcrossStacks(value: unknown, stack: Stack): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver: new StackAwareResolver(stack), preparing: false });
}

/** The value at a dotted path, for example `RedrivePolicy.deadLetterTargetArn`; `undefined` when any step is absent. */
export function propertyAt(properties: unknown, path: string): unknown {
  let value = properties;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

class StackAwareResolver extends DefaultTokenResolver {
  public constructor(private readonly stack: Stack) {
    super({ join });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    const value = super.resolveToken(token, context, postProcessor);
    if (!Reference.isReference(token)) return value;
    const home = Stack.of(token.target);
    return home === this.stack ? value : elsewhere(value, home.node.addr);
  }
}

function elsewhere(value: unknown, address: string): unknown {
  const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  // L2s refer by a reference to a reference: the inner one has its address already.
  const addressed = (id: string) => (id.includes('/') ? id : `${address}/${id}`);
  if (typeof ref === 'string') return { Ref: addressed(ref) };
  if (Array.isArray(attribute)) return { 'Fn::GetAtt': [addressed(String(attribute[0])), ...attribute.slice(1)] };
  return value;
}

/** Fragments of a text, as CloudFormation joins them. */
function join(left: unknown, right: unknown): unknown {
  const parts = [...partsOf(left), ...partsOf(right)];
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return { 'Fn::Join': ['', parts] };
}

function partsOf(fragment: unknown): unknown[] {
  if (fragment === undefined) return [];
  const [separator, parts] = (fragment as { 'Fn::Join'?: [unknown, unknown] })['Fn::Join'] ?? [];
  return separator === '' && Array.isArray(parts) ? parts : [fragment];
}
