import { propertyAt } from '../../lib/discover/properties';
import type { Resource } from '../../lib/discover/resource';

export interface FakeResourceOptions {
  readonly type?: string;
  readonly id?: string;
  readonly properties?: Record<string, unknown>;
  readonly referredToAs?: string[];
  /** What it refers to, by property path, and what refers to it, by type. */
  readonly related?: Record<string, Resource[]>;
}

/** A resource as the catalogue sees it, from plain values. */
export function fakeResource({
  type = 'AWS::X::Y',
  id = 'Thing',
  properties = {},
  referredToAs = [],
  related = {},
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
    text: (path) => {
      const value = propertyAt(properties, path);
      return value === undefined ? undefined : String(value);
    },
    references: (path) => related[path] ?? [],
    referrers: (type) => related[type] ?? [],
    unresolved,
    referredToAs,
  };
}
