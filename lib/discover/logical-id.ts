/** The logical id that a value refers to: by `Ref` or `Fn::GetAtt`, also within a joined ARN. */
export function logicalIdIn(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  if (typeof ref === 'string') return ref.startsWith('AWS::') ? undefined : ref;
  if (Array.isArray(attribute) && typeof attribute[0] === 'string') return attribute[0];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  for (const member of Object.values(value)) {
    const found = logicalIdIn(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
