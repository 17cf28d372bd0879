import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, type MetricOf, metricsOf, percentage, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, MetricRef, Signal } from '../signals/signal';

const GIB = 2 ** 30;

/** What of its storage is used or free, by the type of file system. */
const STORAGE: Readonly<Record<string, (fileSystem: Resource, metric: MetricOf) => Signal>> = {
  WINDOWS: (fileSystem, metric) => freeStorage(fileSystem, metric('FreeStorageCapacity', 'Average')),
  // The sum over its disks.
  LUSTRE: (fileSystem, metric) => freeStorage(fileSystem, metric('FreeDataStorageCapacity', 'Sum')),
  OPENZFS: openZfsStorage,
  ONTAP: ontapStorage,
};

export const fsxFileSystem: ResourceDefinition = {
  types: ['AWS::FSx::FileSystem'],
  noun: 'file system',
  tier: 'data',
  leftOut: (fileSystem) => (typeOf(fileSystem) in STORAGE ? undefined : 'its type is not known here'),
  missing: cannotHave({ latency: 'FSx publishes no latency', errors: 'FSx publishes no errors' }),
  signals: (fileSystem) => {
    const metric = metricsOf('AWS/FSx', { FileSystemId: fileSystem.ref });
    const storage = STORAGE[typeOf(fileSystem)];
    return [
      traffic({
        title: 'Input and output',
        unit: 'bytes',
        inOverview: false,
        lines: { read: metric('DataReadBytes', 'Sum'), written: metric('DataWriteBytes', 'Sum') },
      }),
      ...(storage === undefined ? [] : [storage(fileSystem, metric)]),
    ];
  },
};

function typeOf(fileSystem: Resource): string {
  return String(fileSystem.property('FileSystemType'));
}

const nearlyFull = {
  severity: Severity.TICKET,
  lean: true,
  causes: 'growing data, snapshots or shadow copies, files that nobody deletes',
  lookAt: 'what grew; capacity can be raised while it is in use, which may take hours',
} satisfies Partial<AlarmDefault>;

function freeStorage(fileSystem: Resource, free: MetricRef): Signal {
  const capacityGib = fileSystem.number('StorageCapacity', 0);
  const full: AlarmDefault = {
    id: 'storage',
    symptom: 'the file system is nearly full',
    query: free,
    threshold: { below: Math.round(0.1 * capacityGib * GIB), unit: 'bytes' },
    datapoints: fiveMinutes(3, 3),
    source: 'FSx guide on monitoring: at least 10 % free; GiB in the template, bytes here',
    ...nearlyFull,
  };
  return saturation({ title: 'Free storage', unit: 'bytes', lines: { free }, alarms: capacityGib === 0 ? [] : [full] });
}

/** Of the whole file system: a volume may grow as far as that, unless it has a quota. */
function openZfsStorage(fileSystem: Resource, metric: MetricOf): Signal {
  const used = percentage(metric('UsedStorageCapacity', 'Average'), metric('StorageCapacity', 'Average'));
  const full: AlarmDefault = {
    id: 'storage',
    symptom: 'the file system is nearly full',
    query: used,
    threshold: { above: 90, unit: '%' },
    datapoints: fiveMinutes(3, 3),
    source: 'FSx for OpenZFS guide, storage capacity metrics; at least 10 % free as for the other types',
    ...nearlyFull,
  };
  return usedStorage(fileSystem, 'Storage used', full);
}

/** Its SSDs, which hold the data of all volumes that is in use. */
function ontapStorage(fileSystem: Resource, metric: MetricOf): Signal {
  const tier = { StorageTier: 'SSD', DataType: 'All' };
  const used = percentage(metric('StorageUsed', 'Average', tier), metric('StorageCapacity', 'Maximum', tier));
  const full: AlarmDefault = {
    id: 'ssd-storage',
    symptom: 'its SSD storage fills up: first it is slow, then it cannot be written to',
    query: used,
    threshold: { atLeast: 80, unit: '%' },
    datapoints: fiveMinutes(12, 12),
    source: 'FSx for ONTAP guide: not above 80 % on an ongoing basis, which leaves time to raise it; spikes are fine',
    ...nearlyFull,
  };
  return usedStorage(fileSystem, 'SSD storage used', full);
}

/** What grows by itself has no capacity in the template, and none that could run out. */
function usedStorage(fileSystem: Resource, title: string, full: AlarmDefault): Signal {
  const alarms = fileSystem.property('StorageCapacity') === undefined ? [] : [full];
  return saturation({ title, unit: '%', lines: { used: full.query }, alarms });
}
