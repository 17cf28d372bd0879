import type { AwsAnswer, AwsBackend, AwsCall } from '../handlers/invocation';
import type { NotRehearsed, TableModel } from '../template/model';
import { DynaliteTables, type DynamoDbReply } from './dynalite-tables';
import { DynamoDbTimeToLive } from './dynamodb-time-to-live';

/** What a call did to one table: what AWS/DynamoDB publishes metrics of. */
export interface DynamoDbCall {
  readonly atMs: number;
  readonly tableName: string;
  readonly operation: string;
  readonly functionName: string;
  readonly latencyMs: number;
  readonly consumedReadCapacityUnits: number;
  readonly consumedWriteCapacityUnits: number;
  /** `ConditionalCheckFailedException` …; absent when the call succeeded. */
  readonly errorCode?: string;
  readonly statusCode: number;
}

export interface DynamoDbOptions {
  readonly onCall?: (call: DynamoDbCall) => void;
  /** Told what is not simulated. */
  readonly note?: (finding: NotRehearsed) => void;
}

const LATENCY_MS = 4;
const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];

type Members = Record<string, unknown>;

/** The stack's tables, in memory. */
export class DynamoDb implements AwsBackend {
  private tables: DynaliteTables | undefined;
  private starting: Promise<void> | undefined;
  private readonly timeToLive = new Map<string, DynamoDbTimeToLive>();

  public constructor(
    private readonly models: readonly TableModel[],
    private readonly options: DynamoDbOptions = {},
  ) {}

  /** Makes the tables, unless they are there; the first call does it, too: a run that makes none does not wait for them. */
  public start(): Promise<void> {
    this.starting ??= this.makeTables();
    return this.starting;
  }

  /** One that cannot be made is noted, and missing. */
  private async makeTables(): Promise<void> {
    this.tables = new DynaliteTables();
    for (const model of this.models) {
      const failure = await this.tables.create(model);
      if (failure !== undefined) {
        this.options.note?.({ where: model.logicalId, what: `a table that cannot be made: ${failure}` });
      } else if (hasTimeToLive(model)) {
        this.timeToLive.set(model.tableName, new DynamoDbTimeToLive(this.tables, model));
      }
    }
  }

  public async call(call: AwsCall): Promise<AwsAnswer | undefined> {
    if (call.service !== 'dynamodb' || this.models.length === 0) return undefined;
    await this.start();
    const input = this.understood(call);
    for (const tableName of tablesOf(input)) await this.timeToLive.get(tableName)?.expire(call.atMs);
    const reply = await this.tables!.send(call.operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
    if (String(reply.body.__type).endsWith('#UnknownOperationException')) return undefined;
    this.report(call, input, reply);
    if (reply.statusCode !== 200) {
      const error = {
        code: codeOf(reply)!,
        message: String(reply.body.message ?? reply.body.Message ?? ''),
        statusCode: reply.statusCode,
      };
      return { error, latencyMs: LATENCY_MS };
    }
    for (const [tableName, item] of writtenItems(input)) await this.timeToLive.get(tableName)?.learn(item);
    const { ConsumedCapacity, ...output } = reply.body;
    const asked = (call.input.ReturnConsumedCapacity ?? 'NONE') !== 'NONE';
    return { output: asked ? { ...output, ConsumedCapacity } : output, latencyMs: LATENCY_MS };
  }

  /** The input without what dynalite does not know, and with names for ARNs. */
  private understood({ input, functionName }: AwsCall): Members {
    const { ReturnValuesOnConditionCheckFailure: onFailure, ...rest } = input;
    if (onFailure !== undefined && onFailure !== 'NONE') {
      const what = 'dynamodb: ReturnValuesOnConditionCheckFailure is not simulated, the error comes without the item';
      this.options.note?.({ where: functionName, what });
    }
    if (typeof rest.TableName !== 'string') return rest;
    return { ...rest, TableName: rest.TableName.replace(/^arn:.*:table\//, '') };
  }

  private report(call: AwsCall, input: Members, reply: DynamoDbReply): void {
    const consumed = [reply.body.ConsumedCapacity ?? []].flat() as { TableName: string; CapacityUnits: number }[];
    const errorCode = codeOf(reply);
    const isRead = READS.includes(call.operation);
    for (const tableName of tablesOf(input)) {
      const units = consumed
        .filter(({ TableName }) => TableName === tableName)
        .reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      this.options.onCall?.({
        atMs: call.atMs,
        tableName,
        operation: call.operation,
        functionName: call.functionName,
        latencyMs: LATENCY_MS,
        consumedReadCapacityUnits: isRead ? units : 0,
        consumedWriteCapacityUnits: isRead ? 0 : units,
        ...(errorCode === undefined ? {} : { errorCode }),
        statusCode: reply.statusCode,
      });
    }
  }
}

function hasTimeToLive(model: TableModel): model is TableModel & { readonly timeToLiveAttribute: string } {
  return model.timeToLiveAttribute !== undefined;
}

/** `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException` → `ResourceNotFoundException`. */
function codeOf({ statusCode, body }: DynamoDbReply): string | undefined {
  return statusCode === 200 ? undefined : String(body.__type).split('#').at(-1)!;
}

function tablesOf({ TableName, RequestItems }: Members): string[] {
  if (typeof TableName === 'string') return [TableName];
  return RequestItems !== null && typeof RequestItems === 'object' ? Object.keys(RequestItems) : [];
}

/** What a successful call wrote: table and item (or only its key). */
function writtenItems(input: Members): [string, Members][] {
  const { TableName, Item, Key, UpdateExpression, AttributeUpdates, RequestItems } = input;
  if (typeof TableName === 'string') {
    const changed = Item ?? (UpdateExpression === undefined && AttributeUpdates === undefined ? undefined : Key);
    return changed === undefined ? [] : [[TableName, changed as Members]];
  }
  return Object.entries((RequestItems ?? {}) as Record<string, unknown>).flatMap(([tableName, requests]) =>
    (Array.isArray(requests) ? requests : [])
      .map((request: Members) => (request.PutRequest as { Item?: Members } | undefined)?.Item)
      .filter((item) => item !== undefined)
      .map((item): [string, Members] => [tableName, item]),
  );
}
