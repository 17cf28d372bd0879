import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import type { TableModel } from '../template/model';

type Members = Record<string, unknown>;

/** What DynamoDB's wire protocol says to one request. */
export interface DynamoDbReply {
  readonly statusCode: number;
  readonly body: Members;
}

const CREATE_MEMBERS = ['AttributeDefinitions', 'KeySchema', 'BillingMode', 'ProvisionedThroughput'];
const INDEX_MEMBERS = ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput'];
const INDEX_KINDS = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];

/** What whoever has no dynalite is told. */
export const MISSING_DYNALITE = 'tables need a package of their own: npm install --save-dev dynalite@4';

/** DynamoDB in memory. Requests are handed to dynalite's server object itself: it has no port. */
export class DynaliteTables {
  private readonly server: Server;

  public constructor() {
    this.server = loadDynalite()({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  }

  /** @returns why the table could not be made, or `undefined`. */
  public async create(table: TableModel): Promise<string | undefined> {
    const definition: Members = { ...picked(table.definition, CREATE_MEMBERS), TableName: table.tableName };
    for (const kind of INDEX_KINDS) {
      const indexes = table.definition[kind];
      if (Array.isArray(indexes)) {
        definition[kind] = indexes.map((index: Members) => picked(index, INDEX_MEMBERS));
      }
    }
    const { statusCode, body } = await this.send('CreateTable', definition);
    if (statusCode !== 200) return String(body.message ?? body.__type);
    // dynalite makes a table active in a later turn of the event loop.
    while (!(await this.isActive(table.tableName))) await new Promise((resolve) => setImmediate(resolve));
    return undefined;
  }

  /** Sends one request in DynamoDB's own JSON. */
  public send(operation: string, input: Readonly<Members>): Promise<DynamoDbReply> {
    return new Promise((resolve) => {
      const request = Object.assign(Readable.from([Buffer.from(JSON.stringify(input))]), {
        method: 'POST',
        url: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20260105T000000Z',
          authorization:
            'AWS4-HMAC-SHA256 Credential=a/20260105/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=a',
        },
      });
      const response = {
        statusCode: 200,
        setHeader: () => {},
        end: (text: string) =>
          resolve({ statusCode: response.statusCode, body: JSON.parse(text === '' ? '{}' : text) as Members }),
      };
      this.server.emit('request', request, response);
    });
  }

  private async isActive(tableName: string): Promise<boolean> {
    const { body } = await this.send('DescribeTable', { TableName: tableName });
    return (body.Table as Members).TableStatus === 'ACTIVE';
  }
}

function picked(from: Readonly<Members>, names: readonly string[]): Members {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}

/** Loaded when needed: a rehearsal without tables neither pays for it nor has to have it. */
function loadDynalite(): (options: Members) => Server {
  try {
    return require('dynalite');
  } catch {
    throw new Error(MISSING_DYNALITE);
  }
}
