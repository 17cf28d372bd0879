import { type CfnElement, CfnResource, type IResolvable, type Stack, Token } from 'aws-cdk-lib';

/** Where a value was written, and what the logical ids in it stand for there. */
export interface Origin {
  readonly stack: Stack;
  readonly find: (logicalId: string) => CfnElement | undefined;
}

/**
 * A value as it stands in a template, with CDK's own references in place of logical ids: whichever template it is put
 * into, nested or of another stack, CDK brings the names there.
 */
export function live(value: unknown, origin: Origin): unknown {
  if (Array.isArray(value)) return value.map((member) => live(member, origin));
  if (value === null || typeof value !== 'object') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = value as Record<string, unknown>;
  if (typeof ref === 'string') return reference(ref, undefined, origin) ?? value;
  if (attribute !== undefined) {
    const [id, ...name] = Array.isArray(attribute) ? attribute.map(String) : String(attribute).split('.');
    return reference(id!, name.join('.'), origin) ?? value;
  }
  if (sub !== undefined) return substituted(sub, origin) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, live(member, origin)]));
}

function reference(id: string, attribute: string | undefined, { stack, find }: Origin): string | undefined {
  // In a nested template it is the name of that.
  if (id === 'AWS::StackName') return stack.stackName;
  const element = find(id);
  if (element === undefined) {
    if (id.includes('/')) throw new Error(`nothing in the app is ${id}`);
    return undefined;
  }
  if (CfnResource.isCfnResource(element)) return attribute === undefined ? element.ref : `${element.getAtt(attribute)}`;
  const { value } = element as CfnElement & { readonly value?: IResolvable };
  return value === undefined ? undefined : Token.asString(value);
}

/** `undefined` where a part of it is not known. */
function substituted(sub: unknown, origin: Origin): string | undefined {
  const [text, variables] = (Array.isArray(sub) ? sub : [sub, {}]) as [unknown, Record<string, unknown>];
  if (typeof text !== 'string') return undefined;
  let known = true;
  const result = text.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) {
      const variable = live(variables[name], origin);
      return typeof variable === 'string' ? variable : Token.asString(variable);
    }
    const [id, ...attribute] = name.split('.');
    const found = reference(id!, attribute.length === 0 ? undefined : attribute.join('.'), origin);
    if (found !== undefined) return found;
    known &&= name.startsWith('AWS::');
    return Token.asString({ Ref: name });
  });
  return known ? result : undefined;
}
