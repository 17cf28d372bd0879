import type { Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';

const SYMBOL = Symbol.for('cdk-golden-signals.MonitoringScope');

/** Where monitoring puts what it makes; nothing in it is watched. */
export class MonitoringScope extends Construct {
  public static isMonitoringScope(construct: IConstruct): boolean {
    return SYMBOL in construct;
  }

  /** The scope of a `GoldenSignals` in a stack that is not its own, named after the path of that. */
  public static in(stack: Stack, monitoring: Construct): Construct {
    const id = `GoldenSignals.${monitoring.node.path.replaceAll('/', '.')}`;
    return (stack.node.tryFindChild(id) as Construct | undefined) ?? new MonitoringScope(stack, id);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, SYMBOL, { value: true });
  }
}
