import type { CfnResource } from 'aws-cdk-lib';

type Properties = Readonly<Record<string, unknown>>;

const cache = new WeakMap<CfnResource, Properties>();

/**
 * The properties of an L1 as CloudFormation will see them: PascalCase, overrides applied, references as intrinsics.
 * Rendered once for each resource; to be called when the tree is complete.
 */
export function cloudFormationProperties(resource: CfnResource): Properties {
  const known = cache.get(resource);
  if (known !== undefined) return known;
  // What the stack itself calls to write its template: there is no other way to see raw overrides.
  const element = resource as unknown as { _toCloudFormation(): object };
  const fragment = resource.stack.resolve(element._toCloudFormation()) as {
    Resources?: Record<string, { Properties?: Properties }>;
  };
  const properties = Object.values(fragment.Resources ?? {})[0]?.Properties ?? {};
  cache.set(resource, properties);
  return properties;
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
