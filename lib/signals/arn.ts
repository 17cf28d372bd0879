import { Fn, Token } from 'aws-cdk-lib';

/**
 * One part of an ARN, or of any text with separators, also where it is a token:
 * `arnPart('arn:aws:ecs:eu-west-1:1:cluster/shop', '/', 1)` is `shop`.
 */
export function arnPart(arn: string, separator: string, index: number): string {
  if (Token.isUnresolved(arn)) return Fn.select(index, Fn.split(separator, arn));
  return arn.split(separator)[index] ?? arn;
}
