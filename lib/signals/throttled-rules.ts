import { Severity } from '../alarms/severity';
import { minutes } from './rows';
import type { AlarmDefault, MetricRef } from './signal';

/** Of a rule, or of all rules of a bus. */
export function throttledRulesAlarm(query: MetricRef, symptom: string): AlarmDefault {
  return {
    id: 'throttles',
    severity: Severity.TICKET,
    symptom,
    query,
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(5, 5),
    causes: 'more events than the invocation quota of the account and region',
    lookAt: 'invocations of all rules against the quota',
    source: 'EventBridge quotas; 5 of 5 minutes is judgement: a short burst only delays',
  };
}
