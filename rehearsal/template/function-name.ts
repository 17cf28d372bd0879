/**
 * Name of the function in whatever a template refers to it by: its name, its ARN, an ARN with version or alias, or
 * the URI of an API Gateway integration around its ARN. `undefined` when no function is in it.
 */
export function functionNameIn(reference: string): string | undefined {
  const inArn = /:function:([^:/]+)/.exec(reference);
  if (inArn !== null) return inArn[1];
  return /^[\w-]+$/.test(reference) ? reference : undefined;
}
