import { isRecord, type Template, type TemplateResource } from '../../template/template-file';
import { logicalIdsIn } from './logical-id';

/** One resource of a template that refers to another, and where. */
export interface Pointer {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

const LAMBDA_FUNCTION = 'AWS::Lambda::Function';

/** Where a function's lines go, as `referredToAs` has it. */
export const LOG_GROUP = 'LoggingConfig.LogGroup';

/** Properties whose text names another resource, alone or at the end of an ARN. */
const NAMES_ANOTHER = /(Arn|Arns|ARN|Name|Names|Cluster|Queue|Topic|Destination|Endpoint|LogGroup|Source|Target|Id)$/;

/** How the resources of a template refer to each other: by reference, by physical name, by what functions write to. */
export function pointersIn({ Resources: resources }: Pick<Template, 'Resources'>): Pointer[] {
  const entries = Object.entries(resources);
  const named = physicalNames(entries);
  return entries.flatMap(([from, resource]) => {
    const { Properties: properties = {} } = resource;
    const targets = [...logicalIdsIn(properties), ...namesIn(properties, named), ...logGroupOf(from, resource, named)];
    const seen = new Set<string>();
    return targets.flatMap(({ logicalId: to, path }) => {
      const key = `${to} ${path}`;
      if (to === from || !Object.hasOwn(resources, to) || seen.has(key)) return [];
      seen.add(key);
      return [{ from, to, path }];
    });
  });
}

interface Target {
  readonly logicalId: string;
  readonly path: string;
}

type Names = ReadonlyMap<string, string>;

/** Physical name → logical id, for names that only one resource has. */
function physicalNames(entries: readonly [string, TemplateResource][]): Names {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const [logicalId, { Type: type, Properties: properties = {} }] of entries) {
    const kind = type.split('::').at(-1)!;
    const name = textOf(properties[`${kind}Name`] ?? properties.Name);
    if (name === undefined || name.length < 3) continue;
    if (names.has(name)) twice.add(name);
    names.set(name, logicalId);
  }
  for (const name of twice) names.delete(name);
  return names;
}

function namesIn(value: unknown, names: Names, path = ''): Target[] {
  if (names.size === 0) return [];
  const text = textOf(value);
  if (text !== undefined) {
    if (!NAMES_ANOTHER.test(path)) return [];
    const end = text.startsWith('arn:') || text.startsWith('http') ? text.split(/[:/]/).at(-1)! : text;
    const logicalId = names.get(text) ?? names.get(end);
    return logicalId === undefined ? [] : [{ logicalId, path }];
  }
  if (Array.isArray(value)) return value.flatMap((member) => namesIn(member, names, path));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    namesIn(member, names, key.startsWith('Fn::') ? path : path === '' ? key : `${path}.${key}`),
  );
}

/** The log group that a function writes to when it names none: `/aws/lambda/<function>`. */
function logGroupOf(logicalId: string, { Type: type, Properties: properties = {} }: TemplateResource, names: Names) {
  if (type !== LAMBDA_FUNCTION) return [];
  const config = properties.LoggingConfig;
  if (isRecord(config) && config.LogGroup !== undefined) return [];
  const given = textOf(properties.FunctionName);
  const group = names.get(`/aws/lambda/\${${logicalId}}`) ?? names.get(`/aws/lambda/${given}`);
  return group === undefined ? [] : [{ logicalId: group, path: LOG_GROUP }];
}

/** A text with its references as `Fn::Sub` writes them, whichever intrinsic made it; `undefined` for what is none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  const { Ref: ref, 'Fn::Sub': sub, 'Fn::Join': join } = value;
  if (typeof ref === 'string') return `\${${ref}}`;
  if (typeof sub === 'string') return sub;
  if (!Array.isArray(join) || !Array.isArray(join[1])) return undefined;
  const parts = join[1].map(textOf);
  return parts.includes(undefined) ? undefined : parts.join(String(join[0]));
}
