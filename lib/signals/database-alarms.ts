import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { instanceMemoryBytes } from './instance-memory';
import type { EventAlert } from './resource-definition';
import { type MetricOf, minutes } from './rows';
import type { AlarmDefault } from './signal';

/** Formulas of RDS's default parameter groups, from the memory in bytes; log is to the base of two. */
const MAX_CONNECTIONS: readonly { engine: RegExp; of: (memoryBytes: number) => number }[] = [
  {
    engine: /^aurora-mysql/,
    of: (bytes) => Math.max(45 * Math.log2(bytes / 805_306_368), 1000 * Math.log2(bytes / 8_187_281_408)),
  },
  { engine: /postgres/, of: (bytes) => Math.min(bytes / 9_531_392, 5000) },
  { engine: /^mysql$/, of: (bytes) => bytes / 12_582_880 },
  // From 10.5 on; RDS offers no older one any more.
  { engine: /^mariadb$/, of: (bytes) => Math.min(bytes / 25_165_760, 12_000) },
];

/**
 * What the processes of the instance leave to the formula: nearly all of a large one, two thirds of the smallest. From
 * the limits that are documented for Aurora, and from those that people report of classes between 1 and 16 GiB.
 */
function databaseMemory(memoryBytes: number): number {
  return 0.97 * memoryBytes - 0.28 * 2 ** 30;
}

/** A processor that stays busy: not a page, since a report does it too and nobody may notice. */
export function databaseCpuAlarm(metric: MetricOf, lookAt = 'the top queries in Database Insights'): AlarmDefault {
  return {
    id: 'cpu',
    severity: Severity.TICKET,
    symptom: 'the processor of the database is busy all the time',
    query: metric('CPUUtilization', 'Average'),
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'a query without an index, more traffic, a report, an instance class that is too small',
    lookAt,
    source: 'AWS recommended alarms: 90 %; 15 of 15 minutes because nightly jobs may take 5',
  };
}

/** Free memory, where the instance class says how much there is. */
export function databaseMemoryAlarms(metric: MetricOf, instanceClass: unknown): AlarmDefault[] {
  const memoryBytes = instanceMemoryBytes(instanceClass);
  if (memoryBytes === undefined) return [];
  return [
    {
      id: 'memory',
      severity: Severity.TICKET,
      symptom: 'the database is nearly out of memory',
      query: metric('FreeableMemory', 'Average'),
      threshold: { below: Math.round(0.05 * memoryBytes), unit: 'bytes' },
      datapoints: minutes(15, 15),
      causes: 'many connections, queries that sort or join in memory, an instance class that is too small',
      lookAt: 'connections and swap usage at the same time',
      // The buffer pool of MySQL takes 75 % by default: the 25 % that AWS recommends are its normal day.
      source: 'AWS recommended alarms for Aurora: under 5 % of the memory, 15 of 15 minutes; bytes',
    },
  ];
}

/** Connections, where the limit is set in a parameter group of the stack or follows from the instance class. */
export function databaseConnectionAlarms(metric: MetricOf, database: Resource, engine: string): AlarmDefault[] {
  const limit = maxConnections(database, engine);
  if (limit === undefined) return [];
  return [
    {
      id: 'connections',
      severity: Severity.TICKET,
      lean: true,
      symptom: 'the database comes near its maximum of connections',
      query: metric('DatabaseConnections', 'Maximum'),
      threshold: { above: Math.floor(0.85 * limit), unit: 'count' },
      datapoints: minutes(5, 5),
      causes: 'clients that do not pool or do not close, more functions or tasks, slow queries that hold them',
      lookAt: 'who holds the connections, and for how long they have been idle',
      source:
        "RDS guide: max_connections of the default parameter group; AWS recommends 90 %, less here for the formula's spread",
    },
  ];
}

function maxConnections(database: Resource, engine: string): number | undefined {
  const [cluster] = database.references('DBClusterIdentifier');
  // That of an instance overrides that of its cluster.
  const groups = [
    parameterGroup(database, 'DBParameterGroupName'),
    ...(cluster === undefined ? [] : [parameterGroup(cluster, 'DBClusterParameterGroupName')]),
  ];
  const configured = groups.map(({ maximum }) => maximum).find((maximum) => maximum !== undefined);
  if (configured !== undefined) return Number(configured) > 0 ? Number(configured) : undefined;
  if (groups.some(({ foreign }) => foreign)) return undefined;
  const memoryBytes = instanceMemoryBytes(database.property('DBInstanceClass'));
  const formula = MAX_CONNECTIONS.find((candidate) => candidate.engine.test(engine));
  if (memoryBytes === undefined || formula === undefined) return undefined;
  const limit = formula.of(databaseMemory(memoryBytes));
  return limit > 0 ? limit : undefined;
}

function parameterGroup(database: Resource, property: string): { maximum: unknown; foreign: boolean } {
  const [group] = database.references(property);
  // Somebody else's parameter group may say anything; those of RDS itself are the formula.
  const name = database.property(property) ?? 'default.';
  return {
    maximum: group?.property('Parameters.max_connections'),
    foreign: group === undefined && !String(name).startsWith('default.'),
  };
}

/** PostgreSQL stops to accept writes when it runs out of transaction ids. */
export function transactionIdAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'transaction-ids',
    severity: Severity.TICKET,
    lean: true,
    symptom: 'transaction ids run out; then the database accepts no writes any more',
    query: metric('MaximumUsedTransactionIDs', 'Maximum'),
    threshold: { above: 1_000_000_000, unit: 'count' },
    datapoints: { breaching: 3, of: 3, periodSeconds: 300 },
    causes: 'vacuum is blocked by a long transaction, a replication slot or a prepared transaction',
    lookAt: 'the oldest transaction and the progress of autovacuum',
    source: 'AWS recommended alarms: one thousand million of the two that there are; autovacuum acts at 200 million',
  };
}

/** RDS tells failures and failovers as events only. */
export function databaseEvents(database: Resource, of: 'Instance' | 'Cluster'): EventAlert[] {
  const pattern = (category: string) => ({
    source: ['aws.rds'],
    detailType: [`RDS DB ${of} Event`],
    detail: { SourceIdentifier: [database.ref], EventCategories: [category] },
  });
  return [
    {
      id: 'failure',
      severity: Severity.PAGE,
      symptom: 'RDS reports a failure of the database',
      pattern: pattern('failure'),
      causes: 'incompatible parameters or network, a broken host or volume',
      lookAt: 'the status and the recent events of the database in the RDS console',
      source: 'RDS guide, event categories: failure',
    },
    {
      id: 'failover',
      severity: Severity.TICKET,
      symptom: 'the database has failed over',
      pattern: pattern('failover'),
      causes: 'a broken host, maintenance, an overloaded writer, somebody who tested it',
      lookAt: 'whether the clients have reconnected, then memory and CPU before it',
      source: 'RDS guide, event categories: failover',
    },
  ];
}
