import { isRecord, readTemplateFile } from '../../template/template-file';
import { logicalIdIn, stackOf } from './stack-text';
import { type StackLike, type TemplateInput, templateSource } from './template-input';

/**
 * What a test may call an alarm besides its names: the `alarmName` of CDK code, and its construct path with or without
 * the stack's name. Gives the logical id, or the name itself.
 */
export function alarmNames(input: TemplateInput): (name: string) => string {
  const stack = stackOf(input);
  let paths: ReadonlyMap<string, string> | undefined;
  return (name) => {
    if (!name.includes('/')) return logicalIdIn(name, input);
    if (stack !== undefined) return logicalIdAt(name, stack) ?? name;
    paths ??= constructPaths(input);
    return paths.get(name) ?? name;
  };
}

/** The logical id of the construct at a path, which may begin with the stack. */
function logicalIdAt(path: string, stack: StackLike): string | undefined {
  const find = (ids: readonly string[]) =>
    ids.reduce<unknown>((parent, id) => nodeOf(parent)?.tryFindChild?.(id), stack);
  const ids = path.split('/');
  const found = find(ids) ?? find(ids.slice(1));
  const resource = nodeOf(found)?.defaultChild ?? found;
  const logicalId = isRecord(resource) && found !== stack ? stack.resolve(resource.logicalId) : undefined;
  return typeof logicalId === 'string' ? logicalId : undefined;
}

interface NodeLike {
  readonly defaultChild?: unknown;
  tryFindChild?(id: string): unknown;
}

function nodeOf(construct: unknown): NodeLike | undefined {
  return isRecord(construct) && isRecord(construct.node) ? (construct.node as NodeLike) : undefined;
}

/** Construct path → logical id, as CDK notes them in the metadata of resources. */
function constructPaths(input: TemplateInput): Map<string, string> {
  const { template, templateFile } = templateSource(input);
  const content = template ?? readTemplateFile(templateFile!).content;
  const resources = isRecord(content) ? content.Resources : undefined;
  const found = new Map<string, string>();
  for (const [logicalId, resource] of Object.entries(isRecord(resources) ? resources : {})) {
    const metadata = isRecord(resource) && isRecord(resource.Metadata) ? resource.Metadata : {};
    const path = metadata['aws:cdk:path'];
    if (typeof path !== 'string') continue;
    const construct = path.replace(/\/(?:Resource|Default)$/, '');
    found.set(construct, logicalId);
    found.set(construct.slice(construct.indexOf('/') + 1), logicalId);
  }
  return found;
}
