import { isRecord } from '../../template/template-file';
import type { DeployedNames } from './template-resources';

/** A text in a template, with the names of what is deployed put in; `undefined` when part of it is not known. */
export function deployedText(value: unknown, names: DeployedNames): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!isRecord(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value;
  if (typeof ref === 'string') return names.ref(ref);
  if (Array.isArray(attribute)) return names.attribute(String(attribute[0]), String(attribute[1]));
  if (Array.isArray(join) && Array.isArray(join[1])) {
    const parts = join[1].map((part) => deployedText(part, names));
    return parts.includes(undefined) ? undefined : parts.join(String(join[0]));
  }
  if (typeof sub === 'string') return substituted(sub, names);
  return undefined;
}

function substituted(text: string, names: DeployedNames): string | undefined {
  let complete = true;
  const result = text.replace(/\$\{([^!}]+)\}/g, (_match, name: string) => {
    const [logicalId, attribute] = name.trim().split(/\.(.*)/);
    const found = attribute === undefined ? names.ref(logicalId!) : names.attribute(logicalId!, attribute);
    complete &&= found !== undefined;
    return found ?? '';
  });
  return complete ? result : undefined;
}
