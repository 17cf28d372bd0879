import type { Recorder } from '../recorder';
import { isWithin, type TimeWindow } from '../time-window';

/** One call to a table, as it ended. */
export interface TableCall {
  /** Virtual time of the call. */
  readonly atMs: number;
  readonly latencyMs: number;
  /** Capacity units that it consumed; 1 of the operation's kind when absent. */
  readonly readUnits?: number;
  readonly writeUnits?: number;
  /** How it failed; absent when it succeeded. A user error is DynamoDB's HTTP 400, such as a failed condition. */
  readonly failure?: 'throttle' | 'systemError' | 'userError';
}

/** Throttling that a scenario puts on a table while the window lasts. */
export interface TableThrottle {
  readonly tableName: string;
  /** All operations when absent. */
  readonly operations?: readonly string[];
  readonly window: TimeWindow;
}

const reads: readonly string[] = ['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan'];

/** Publishes AWS/DynamoDB metrics for the calls that handlers make to tables. The tables themselves live elsewhere. */
export class TableMetrics {
  private readonly throttles: TableThrottle[] = [];

  public constructor(private readonly recorder: Recorder) {}

  public addThrottle(throttle: TableThrottle): void {
    this.throttles.push(throttle);
  }

  /** True when the scenario has this call throttled: it is to be answered with ProvisionedThroughputExceededException. */
  public isThrottled(tableName: string, operation: string, atMs: number): boolean {
    return this.throttles.some(
      (throttle) =>
        throttle.tableName === tableName &&
        (throttle.operations?.includes(operation) ?? true) &&
        isWithin(throttle.window, atMs),
    );
  }

  /** Publishes what one call causes, visible when it ends. */
  public onCall(tableName: string, operation: string, call: TableCall): void {
    const put = (metricName: string, value: number, dimensions: Record<string, string>, unit = 'Count'): void => {
      const sample = {
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensions,
        unit,
        timestampMs: call.atMs,
        values: [value],
      };
      this.recorder.sample(sample, call.atMs + call.latencyMs);
    };
    const byTable = { TableName: tableName };
    const byOperation = { TableName: tableName, Operation: operation };
    const isRead = reads.includes(operation);
    switch (call.failure) {
      case 'throttle':
        put(isRead ? 'ReadThrottleEvents' : 'WriteThrottleEvents', 1, byTable);
        put('ThrottledRequests', 1, byOperation);
        this.recorder.event({ atMs: call.atMs, kind: 'tableThrottle', tableName, operation });
        return;
      case 'systemError':
        put('SystemErrors', 1, byOperation);
        return;
      case 'userError':
        put('UserErrors', 1, {});
        return;
      case undefined: {
        const readUnits = call.readUnits ?? (isRead ? 1 : 0);
        const writeUnits = call.writeUnits ?? (isRead ? 0 : 1);
        if (readUnits > 0) put('ConsumedReadCapacityUnits', readUnits, byTable);
        if (writeUnits > 0) put('ConsumedWriteCapacityUnits', writeUnits, byTable);
        put('SuccessfulRequestLatency', call.latencyMs, byOperation, 'Milliseconds');
      }
    }
  }
}
