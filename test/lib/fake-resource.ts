import { propertyAt } from '../../lib/discover/properties';
import type { Resource } from '../../lib/discover/resource';

export interface FakeResourceOptions {
  readonly type?: string;
  readonly id?: string;
  readonly properties?: Record<string, unknown>;
  readonly referredToAs?: string[];
}

/** A resource as the catalogue sees it, from plain values. */
export function fakeResource({
  type = 'AWS::X::Y',
  id = 'Thing',
  properties = {},
  referredToAs = [],
}: FakeResourceOptions = {}): Resource {
  const unresolved: string[] = [];
  return {
    type,
    id,
    stackName: 'Shop',
    path: `Shop/${id}/Resource`,
    ref: `ref-of-${id}`,
    attribute: (name) => `${name}-of-${id}`,
    property: (path) => propertyAt(properties, path),
    number: (path, fallback) => {
      const value = propertyAt(properties, path);
      if (typeof value === 'number') return value;
      if (value !== undefined) unresolved.push(path);
      return fallback;
    },
    unresolved,
    referredToAs,
  };
}
