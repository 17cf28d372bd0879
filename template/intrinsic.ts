import { isRecord } from './template-file';

/** Whether a value is a single intrinsic function: `{ Ref: … }`, `{ 'Fn::Sub': … }`. */
export function isIntrinsic(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return false;
  // CDK cannot write a join of anything else.
  return name === 'Fn::Join' ? Array.isArray(value[name]) : name === 'Ref' || name.startsWith('Fn::');
}

/** Whether nothing at all may come out of a value: `AWS::NoValue`, also as one side of an `Fn::If`. */
export function mayBeNothing(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.Ref === 'AWS::NoValue') return true;
  const choice = value['Fn::If'];
  return Array.isArray(choice) && choice.slice(1).some(mayBeNothing);
}
