import { isRecord } from '../template-file';

/**
 * Puts logical ids for what SAM lets people write, in Ref, Fn::GetAtt and Fn::Sub: `Fn.Alias` becomes the alias'
 * logical id. `references` gives the logical id for each.
 */
export function withReferences(value: unknown, references: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((each) => withReferences(each, references));
  if (!isRecord(value)) return value;
  const idOf = (name: string): string => (Object.hasOwn(references, name) ? references[name]! : name);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === 'Ref' && typeof member === 'string') return [key, idOf(member)];
      if (key === 'Fn::GetAtt') return [key, attribute(member, idOf)];
      if (key === 'Fn::Sub' && typeof member === 'string') return [key, text(member, idOf)];
      if (key === 'Fn::Sub' && Array.isArray(member) && typeof member[0] === 'string') {
        return [key, [text(member[0], idOf), withReferences(member[1], references)]];
      }
      return [key, withReferences(member, references)];
    }),
  );
}

type IdOf = (name: string) => string;

function attribute(operand: unknown, idOf: IdOf): unknown {
  const path = typeof operand === 'string' ? operand.split('.') : operand;
  if (!Array.isArray(path)) return operand;
  const [logicalId, ...rest] = path.flatMap((part) => (typeof part === 'string' ? part.split('.') : [part]));
  const name = `${logicalId}.${rest[0]}`;
  return idOf(name) === name ? operand : [idOf(name), ...rest.slice(1)];
}

function text(template: string, idOf: IdOf): string {
  return template.replace(/\$\{([^!}]+)\}/g, (_match, name: string) => {
    const [logicalId, part, ...rest] = name.trim().split('.');
    const short = `${logicalId}.${part}`;
    const found = part === undefined ? short : idOf(short);
    return found === short ? `\${${name}}` : `\${${[found, ...rest].join('.')}}`;
  });
}
