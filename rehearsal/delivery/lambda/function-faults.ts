import type { InvocationFault } from '../../handlers/invocation';
import { isWithin, type TimeWindow } from '../time-window';

/** What a scenario does to a function while the window lasts. */
export interface FunctionFault {
  readonly functionName: string;
  readonly window: TimeWindow;
  /** `throttle` turns invocations away; the others go to the invoker. */
  readonly fault: InvocationFault | { readonly kind: 'throttle' };
}

/** The faults of a scenario's functions; the one added last wins. */
export class FunctionFaults {
  private readonly faults: FunctionFault[] = [];

  public add(fault: FunctionFault): void {
    this.faults.unshift(fault);
  }

  public at(functionName: string, atMs: number): FunctionFault['fault'] | undefined {
    return this.faults.find((each) => each.functionName === functionName && isWithin(each.window, atMs))?.fault;
  }
}
