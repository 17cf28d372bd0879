import type { Report } from '../report';
import type { Template, TemplateResource } from '../template-file';
import type { BucketNotification } from './bucket-notifications';

/** A resource of SAM's own types, its Globals merged in. */
export interface SamResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What stands for a SAM resource in the template that CloudFormation gets. */
export interface Expansion {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** What SAM makes once for all resources that need it. */
  readonly shared?: Readonly<Record<string, TemplateResource>>;
  /** What SAM lets people write, such as `Fn.Alias`, and the logical id that it means. */
  readonly references?: Readonly<Record<string, string>>;
  /** What buckets of the template call for it. */
  readonly notifications?: readonly BucketNotification[];
}

/** What the expansion of one resource may look at, besides itself. */
export interface SamContext {
  readonly template: Template;
  readonly report: Report;
}

/** How one SAM type is written out. */
export type Expand = (resource: SamResource, context: SamContext) => Expansion;

/** `names` of `from` that are set. */
export function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}

/** All of `from` but `names`. */
export function without(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}
