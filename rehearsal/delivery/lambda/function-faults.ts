import { createHash } from 'node:crypto';
import type { InvocationFault } from '../../handlers/invocation';
import { isWithin, type TimeWindow } from '../time-window';

/** What a scenario does to a function while the window lasts. */
export interface FunctionFault {
  readonly functionName: string;
  readonly window: TimeWindow;
  /** `throttle` turns invocations away; the others go to the invoker. */
  readonly fault: InvocationFault | { readonly kind: 'throttle' };
  /** Share of the invocations that it strikes, from 0 to 1. @default 1 */
  readonly rate?: number;
  /** Which invocations a share means. @default 1 */
  readonly seed?: number;
}

/** The faults of a scenario's functions; the one added last wins. */
export class FunctionFaults {
  private readonly faults: FunctionFault[] = [];

  public add(fault: FunctionFault): void {
    this.faults.unshift(fault);
  }

  public at(functionName: string, atMs: number, requestId: string): FunctionFault['fault'] | undefined {
    return this.faults.find(
      (each) => each.functionName === functionName && isWithin(each.window, atMs) && strikes(each, requestId),
    )?.fault;
  }
}

/** Decided by the request alone, so that it does not depend on what else happens. */
function strikes({ rate = 1, seed = 1 }: FunctionFault, requestId: string): boolean {
  const digest = createHash('sha256').update(`${seed}/${requestId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < rate;
}
