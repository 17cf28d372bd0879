import type { Resource } from '../discover/resource';

/** Of an instance, else of its cluster; empty for a replica or a snapshot that does not repeat it. */
export function engineOf(database: Resource): string {
  const [cluster] = database.references('DBClusterIdentifier');
  const engine = database.property('Engine') ?? cluster?.property('Engine');
  return typeof engine === 'string' ? engine : '';
}

/** Whether an instance or a cluster is one of Aurora. Where no engine is named, what only the others have tells. */
export function isAurora(database: Resource): boolean {
  const engine = engineOf(database);
  if (engine !== '') return engine.startsWith('aurora');
  return database.type === 'AWS::RDS::DBCluster'
    ? database.property('DBClusterInstanceClass') === undefined
    : database.property('DBClusterIdentifier') !== undefined;
}
