import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes, saturation, traffic } from '../signals/rows';

export const iotTopicRule: ResourceDefinition = {
  types: ['AWS::IoT::TopicRule'],
  noun: 'IoT rule',
  tier: 'queue',
  leftOut: (rule) => (rule.property('TopicRulePayload.RuleDisabled') === true ? 'it is disabled' : undefined),
  missing: [{ goldenSignal: GoldenSignal.LATENCY, why: 'AWS IoT publishes no latency of rules' }],
  signals: (rule) => {
    const metric = metricsOf('AWS/IoT', { RuleName: rule.ref });
    const matched = metric('TopicMatch', 'Sum');
    const unreadable = metric('ParseError', 'Sum');
    const throttled = metric('RuleEvaluationThrottled', 'Sum');
    return [
      traffic({ title: 'Messages', unit: 'count', lines: { matched } }),
      errors({
        title: 'Messages that cannot be read',
        unit: 'count',
        lines: { unreadable },
        alarms: [
          {
            id: 'parse-errors',
            severity: Severity.TICKET,
            symptom: 'many messages of devices cannot be read as JSON, and are dropped by the rule',
            query: { expression: '100 * unreadable / matched', metrics: { unreadable, matched } },
            threshold: { above: 5, unit: '%' },
            datapoints: minutes(10, 15),
            causes: 'a new firmware that writes another format',
            lookAt: 'a message of the topic and the last firmware release',
            source: 'AWS IoT guide, rule metrics; 5 % of messages, 10 of 15 minutes is judgement',
          },
        ],
      }),
      saturation({
        title: 'Throttled evaluations',
        unit: 'count',
        lines: { throttled },
        alarms: [
          {
            id: 'throttles',
            severity: Severity.TICKET,
            symptom: 'messages are not evaluated by the rule, because it is throttled',
            query: throttled,
            threshold: { above: 0, unit: 'count' },
            datapoints: minutes(5, 5),
            causes: 'more messages or rules on a topic than the quota of the account',
            lookAt: 'matched messages of all rules against the quota',
            source: 'AWS IoT Core quotas; 5 of 5 minutes is judgement',
          },
        ],
      }),
    ];
  },
};
