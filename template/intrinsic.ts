import { isRecord } from './template-file';

/** Whether a value is a single intrinsic function: `{ Ref: … }`, `{ 'Fn::Sub': … }`. */
export function isIntrinsic(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}
