/** The name at the end of an ARN: `arn:aws:sns:us-east-1:123456789012:alerts` → `alerts`. */
export function nameInArn(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
