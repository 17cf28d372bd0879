/** The name at the end of an ARN: `arn:aws:sns:us-east-1:123456789012:alerts` → `alerts`. */
export function nameInArn(arn: string): string {
  const parts = arn.split(':');
  // What follows a function's name is a version or an alias.
  return parts[2] === 'lambda' && parts[5] === 'function' ? (parts[6] ?? arn) : (parts.at(-1) ?? arn);
}
