import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, fiveMinutes, type MetricOf, metricsOf, saturation, traffic } from '../signals/rows';
import type { MetricRef } from '../signals/signal';

const GIB = 2 ** 30;

/** The types of file systems that publish how much is free of the whole. */
const MEASURED = ['WINDOWS', 'LUSTRE'];

/** Free bytes: of Lustre the sum over its disks. */
function freeOf(type: string, metric: MetricOf): MetricRef {
  return type === 'LUSTRE' ? metric('FreeDataStorageCapacity', 'Sum') : metric('FreeStorageCapacity', 'Average');
}

export const fsxFileSystem: ResourceDefinition = {
  types: ['AWS::FSx::FileSystem'],
  noun: 'file system',
  tier: 'data',
  leftOut: (fileSystem) =>
    MEASURED.includes(typeOf(fileSystem))
      ? undefined
      : 'OpenZFS and ONTAP fill up by volume, and volumes are made and sized outside of the file system',
  missing: cannotHave({ latency: 'FSx publishes no latency', errors: 'FSx publishes no errors' }),
  signals: (fileSystem) => {
    const metric = metricsOf('AWS/FSx', { FileSystemId: fileSystem.ref });
    const free = freeOf(typeOf(fileSystem), metric);
    const capacityGib = fileSystem.number('StorageCapacity', 0);
    return [
      traffic({
        title: 'Input and output',
        unit: 'bytes',
        inOverview: false,
        lines: { read: metric('DataReadBytes', 'Sum'), written: metric('DataWriteBytes', 'Sum') },
      }),
      saturation({
        title: 'Free storage',
        unit: 'bytes',
        lines: { free },
        alarms:
          capacityGib === 0
            ? []
            : [
                {
                  id: 'storage',
                  severity: Severity.TICKET,
                  lean: true,
                  symptom: 'the file system is nearly full',
                  query: free,
                  threshold: { below: Math.round(0.1 * capacityGib * GIB), unit: 'bytes' },
                  datapoints: fiveMinutes(3, 3),
                  causes: 'growing data, shadow copies, files that nobody deletes',
                  lookAt: 'what grew; capacity can be raised while it is in use, which takes hours',
                  source: 'FSx guide on monitoring: at least 10 % free; GiB in the template, bytes here',
                },
              ],
      }),
    ];
  },
};

function typeOf(fileSystem: Resource): string {
  return String(fileSystem.property('FileSystemType'));
}
