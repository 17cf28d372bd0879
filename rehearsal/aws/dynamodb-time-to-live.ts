import type { TableModel } from '../template/model';
import type { DynaliteTables } from './dynalite-tables';

type Item = Readonly<Record<string, unknown>>;

interface Expiry {
  readonly key: Item;
  readonly atMs: number;
}

/**
 * Removes the items of one table whose time has passed in virtual time. DynamoDB takes up to days for that; a
 * rehearsal does it at once.
 */
export class DynamoDbTimeToLive {
  private readonly expiries = new Map<string, Expiry>();
  private readonly keyNames: readonly string[];

  public constructor(
    private readonly tables: DynaliteTables,
    private readonly table: TableModel & { readonly timeToLiveAttribute: string },
  ) {
    const schema = table.definition.KeySchema as readonly { readonly AttributeName: string }[];
    this.keyNames = schema.map(({ AttributeName }) => AttributeName);
  }

  /** Removes what has expired at `atMs`. */
  public async expire(atMs: number): Promise<void> {
    for (const [id, expiry] of this.expiries) {
      if (expiry.atMs > atMs) continue;
      this.expiries.delete(id);
      await this.tables.send('DeleteItem', { TableName: this.table.tableName, Key: expiry.key });
    }
  }

  /** Learns when an item that was just written expires. `item` holds the key, and perhaps more. */
  public async learn(item: Item): Promise<void> {
    const key = Object.fromEntries(this.keyNames.map((name) => [name, item[name]]));
    const { body } = await this.tables.send('GetItem', {
      TableName: this.table.tableName,
      Key: key,
      ConsistentRead: true,
    });
    const written = body.Item as Readonly<Record<string, { readonly N?: string }>> | undefined;
    const seconds = Number(written?.[this.table.timeToLiveAttribute]?.N ?? Number.NaN);
    const id = JSON.stringify(key);
    if (Number.isFinite(seconds)) this.expiries.set(id, { key, atMs: seconds * 1000 });
    else this.expiries.delete(id);
  }
}
