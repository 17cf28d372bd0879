import { Severity } from '../alarms/severity';
import { type MetricOf, minutes } from './rows';
import type { AlarmDefault } from './signal';

/** CPU of a database of any engine. */
export function databaseCpuAlarm(metric: MetricOf): AlarmDefault {
  return {
    id: 'cpu',
    severity: Severity.TICKET,
    symptom: 'the database is short of CPU',
    query: metric('CPUUtilization', 'Average'),
    threshold: { above: 90, unit: '%' },
    datapoints: minutes(15, 15),
    causes: 'a query without an index, more load, an instance that is too small',
    lookAt: 'the top queries in Performance Insights',
    source: 'AWS recommended alarms: CPU over 90 %; 15 minutes spare backups and reports',
  };
}

/** How long the disk takes, in seconds. */
export function diskLatencyAlarm(direction: 'Read' | 'Write', metric: MetricOf): AlarmDefault {
  return {
    id: `${direction.toLowerCase()}-latency`,
    severity: Severity.TICKET,
    symptom: `${direction.toLowerCase()}s from the disk are slow`,
    query: metric(`${direction}Latency`, 'Average'),
    threshold: { above: 0.05, unit: 's' },
    datapoints: minutes(15, 15),
    causes: 'more input and output than the volume allows, credits that ran out, too little memory',
    lookAt: 'IOPS and throughput against those of the volume',
    source: 'AWS recommended alarms: over 20 ms; 50 ms over 15 minutes because gp2 and gp3 pass 20 ms in backups',
  };
}
