import { DynamoDb, type DynamoDbCall } from '../../aws/dynamodb';
import type { AwsAnswer, AwsBackend, AwsCall } from '../../handlers/invocation';
import type { NotRehearsed, TableModel } from '../../template/model';
import type { TableMetrics } from './table-metrics';

const LATENCY_MS = 4;

/** The tables with what surrounds them: throttling that the scenario asks for, and the metrics of each call. */
export class TableBackend implements AwsBackend {
  private readonly dynamoDb: DynamoDb;

  public constructor(
    models: readonly TableModel[],
    private readonly metrics: () => TableMetrics,
    note: (finding: NotRehearsed) => void,
  ) {
    this.dynamoDb = new DynamoDb(models, { note, onCall: (call) => this.publish(call) });
  }

  public async call(call: AwsCall): Promise<AwsAnswer | undefined> {
    const tableName = String(call.input.TableName ?? '').replace(/^arn:.*:table\//, '');
    if (call.service !== 'dynamodb' || !this.metrics().isThrottled(tableName, call.operation, call.atMs)) {
      return this.dynamoDb.call(call);
    }
    const { operation, atMs } = call;
    this.metrics().onCall(tableName, operation, { atMs, latencyMs: LATENCY_MS, failure: 'throttle' });
    const message = 'The level of configured provisioned throughput for the table was exceeded.';
    const error = { code: 'ProvisionedThroughputExceededException', message, statusCode: 400 };
    return { error, latencyMs: LATENCY_MS };
  }

  private publish(call: DynamoDbCall): void {
    const { atMs, tableName, operation, latencyMs, errorCode, statusCode } = call;
    const failure = errorCode === undefined ? undefined : statusCode >= 500 ? 'systemError' : 'userError';
    this.metrics().onCall(tableName, operation, {
      atMs,
      latencyMs,
      readUnits: call.consumedReadCapacityUnits,
      writeUnits: call.consumedWriteCapacityUnits,
      ...(failure === undefined ? {} : { failure }),
    });
  }
}
