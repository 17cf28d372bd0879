import { Token } from 'aws-cdk-lib';
import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { arnPart, behind } from '../signals/arn';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, latency, metricsOf, minutes, saturation, traffic } from '../signals/rows';
import type { AlarmDefault } from '../signals/signal';
import { throttledRulesAlarm } from '../signals/throttled-rules';

export const eventbridgeRule: ResourceDefinition = {
  types: ['AWS::Events::Rule'],
  noun: 'rule',
  tier: 'queue',
  leftOut: (rule) => (rule.property('State') === 'DISABLED' ? 'it is disabled' : undefined),
  missing: [],
  signals: (rule) => {
    const metric = metricsOf('AWS/Events', dimensionsOf(rule));
    const deadLetters = keepsWhatFails(rule);
    const failed = metric(deadLetters ? 'InvocationsSentToDlq' : 'FailedInvocations', 'Sum');
    const throttled = metric('ThrottledRules', 'Sum');
    return [
      // No default alarm: many rules never publish it, and a slow one is a target that is retried.
      latency({
        title: 'From event to target',
        unit: 'ms',
        inOverview: false,
        lines: { p99: metric('IngestionToInvocationSuccessLatency', 'p99') },
      }),
      traffic({
        title: 'Invocations of targets',
        unit: 'count',
        lines: { invocations: metric('Invocations', 'Sum') },
      }),
      errors({
        title: 'Failed invocations',
        unit: 'count',
        lines: { failed },
        alarms: [
          {
            id: 'failed-invocations',
            severity: deadLetters ? Severity.TICKET : Severity.PAGE,
            symptom: deadLetters
              ? 'events cannot be delivered to a target, and go to its dead-letter queue'
              : 'events are lost: a target cannot be invoked',
            query: failed,
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(1, 1),
            causes: 'the target was deleted, its policy does not let EventBridge in, or all retries were used up',
            lookAt: 'the resource policy of the target or the role of the rule',
            source: 'EventBridge guide: counts permanent failures only, retries are not in it',
          },
          ...(deadLetters ? [lostAlarm(metric('InvocationsFailedToBeSentToDlq', 'Sum'))] : []),
        ],
      }),
      saturation({
        title: 'Throttled',
        unit: 'count',
        inOverview: false,
        lines: { throttled },
        alarms: [throttledRulesAlarm(throttled, 'the rule is throttled, its targets are invoked late')],
      }),
    ];
  },
};

/** However the ARN is put together, it ends so. */
const DEFAULT_BY_ARN = /:event-bus\/default"/;

/** Rules of the default bus are told by name alone; those of any other bus by both, and by both only. */
function dimensionsOf(rule: Resource): Record<string, string> {
  const given = rule.text('EventBusName');
  const ofStack = rule.references('EventBusName')[0]?.ref;
  const bus = ofStack ?? (given?.startsWith('arn:') ? arnPart(given, '/', 1) : given);
  // As a parameter, too, whose name is not known here.
  const named = rule.property('EventBusName');
  if (bus === undefined || [bus, named].includes('default') || DEFAULT_BY_ARN.test(JSON.stringify(named))) {
    return { RuleName: rule.ref };
  }
  const arn = rule.attribute('Arn');
  const name = rule.text('Name');
  // Only the deployment knows which bus it is, by name or by ARN: the default one has no part of its own in the ARN.
  if (ofStack === undefined && Token.isUnresolved(bus)) {
    return { EventBusName: arnPart(arn, '/', 1), RuleName: name ?? behind(rule.ref, '|') };
  }
  // Here `Ref` gives `bus|rule`.
  return { EventBusName: bus, RuleName: name ?? arnPart(arn, '/', 2) };
}

/** Whether each target has a dead-letter queue. */
function keepsWhatFails(rule: Resource): boolean {
  const targets = rule.property('Targets');
  return Array.isArray(targets) && targets.length > 0 && targets.every((target) => target?.DeadLetterConfig?.Arn);
}

function lostAlarm(query: AlarmDefault['query']): AlarmDefault {
  return {
    id: 'dead-letter-failures',
    severity: Severity.PAGE,
    symptom: 'events are lost: neither a target nor its dead-letter queue takes them',
    query,
    threshold: { above: 0, unit: 'count' },
    datapoints: minutes(1, 1),
    causes: 'the policy or the key of the dead-letter queue does not let EventBridge write, or the queue was deleted',
    lookAt: 'the queue policy and the key of the dead-letter queue',
    source: 'EventBridge guide: each one is an event that is gone',
  };
}
