import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isRecord } from '../../template/template-file';

/** A text as a name: where it is known only at deployment, by the logical ids and parameters that it refers to. */
export function tokenName(text: string, scope: IConstruct): string {
  return Token.isUnresolved(text) ? nameOf(Stack.of(scope).resolve(text)) : text;
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = isRecord(value) ? value : {};
  if (typeof ref === 'string') return ref;
  if (Array.isArray(attribute)) return attribute.join('.');
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(nameOf).join(String(join[0]));
  return JSON.stringify(value)
    .replace(/[^\w:.-]+/g, '-')
    .replace(/^-|-$/g, '');
}
