/** A logical id in a value and the property path where it stands, without array indexes. */
export interface FoundReference {
  readonly logicalId: string;
  readonly path: string;
}

/** The logical ids that a value refers to: by `Ref`, `Fn::GetAtt` and `Fn::Sub`, also within a joined ARN. */
export function logicalIdsIn(value: unknown, path = ''): FoundReference[] {
  if (Array.isArray(value)) return value.flatMap((member) => logicalIdsIn(member, path));
  if (value === null || typeof value !== 'object') return [];
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': template } = value as Record<string, unknown>;
  if (typeof ref === 'string') return ref.startsWith('AWS::') ? [] : [{ logicalId: ref, path }];
  if (Array.isArray(attribute) && typeof attribute[0] === 'string') return [{ logicalId: attribute[0], path }];
  if (typeof attribute === 'string') return [{ logicalId: attribute.split('.')[0]!, path }];
  const substituted = typeof template === 'string' ? [template] : Array.isArray(template) ? template : [];
  const found =
    typeof substituted[0] === 'string' ? namesIn(substituted[0]).map((logicalId) => ({ logicalId, path })) : [];
  const members = Object.entries(value).flatMap(([key, member]) =>
    logicalIdsIn(member, key.startsWith('Fn::') ? path : path === '' ? key : `${path}.${key}`),
  );
  return [...found, ...members];
}

/** `Queue` in `arn:${AWS::Partition}:${Queue.Arn}`; `${!Literal}` is none. */
function namesIn(template: string): string[] {
  return [...template.matchAll(/\$\{([A-Za-z0-9]+)(\.[^}]*)?\}/g)].map((match) => match[1]!);
}
