import type { CfnResource } from 'aws-cdk-lib';

/** Properties of a resource: PascalCase, references as intrinsics. */
export type Properties = Readonly<Record<string, unknown>>;

/** The properties of an L1 as they stand now, overrides applied. Costs as much as writing them to the template. */
export function cloudFormationProperties(resource: CfnResource): Properties {
  // What the stack itself calls to write its template: there is no other way to see raw overrides.
  const element = resource as unknown as { _toCloudFormation(): object };
  const fragment = resource.stack.resolve(element._toCloudFormation()) as {
    Resources?: Record<string, { Properties?: Properties }>;
  };
  return Object.values(fragment.Resources ?? {})[0]?.Properties ?? {};
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
