import type { Identity } from './intrinsics';
import { arnOf, derivedName, type StackContext } from './stack-context';

/** What Ref and Fn::GetAtt give for a resource whose type the rehearsal does not know; the type itself is reported. */
export function unknownIdentity(logicalId: string, type: string, stack: StackContext): Identity {
  const name = derivedName(stack, logicalId);
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return { ref: name, attributes: { Arn: arnOf(stack, service, name) } };
}
