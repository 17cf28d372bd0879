import { Fn, Token } from 'aws-cdk-lib';

/**
 * One part of an ARN, or of any text with separators, also where it is a token:
 * `arnPart('arn:aws:ecs:eu-west-1:1:cluster/shop', '/', 1)` is `shop`.
 */
export function arnPart(arn: string, separator: string, index: number): string {
  if (Token.isUnresolved(arn)) return Fn.select(index, Fn.split(separator, arn));
  return arn.split(separator)[index] ?? arn;
}

/**
 * What stands behind the separator, or all of a text that has none, also where it is a token: `Fn::Select` would fail
 * the deployment for a part that is not there, so the text stands here twice.
 */
export function behind(text: string, separator: string): string {
  return arnPart(`${text}${separator}${text}`, separator, 1);
}
