import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { PlannedEventAlert } from '../plan/plan';
import { leaveOwnOut } from '../settings/leave-own-out';

/** EventBridge's limit for a rule's description. */
const MAX_DESCRIPTION_LENGTH = 512;

/** A rule that publishes a planned alert to a topic. */
export function createEventRule(scope: Construct, event: PlannedEventAlert, topicArn: string): CfnRule {
  const { source, detailType, resources, detail } = event.pattern;
  const rule = new CfnRule(scope, event.id, {
    description: event.description.split('\n')[0]!.slice(0, MAX_DESCRIPTION_LENGTH),
    eventPattern: { source, 'detail-type': detailType, resources, detail },
    targets: [{ id: 'Alert', arn: topicArn, inputTransformer: messageOf(event) }],
  });
  leaveOwnOut(rule);
  return rule;
}

/**
 * The message, as JSON that a person can read in an e-mail and that the notifier knows (`events/kinds/event-alert.ts`).
 * `NewStateValue` is what the filter of e-mail subscriptions looks at. Facts stand in quotes because EventBridge puts
 * nothing for what the event does not have, which only there leaves JSON; and it escapes what it puts there.
 */
function messageOf({ name, description, severity, facts }: PlannedEventAlert): CfnRule.InputTransformerProperty {
  const labels = Object.keys(facts);
  const message = {
    EventAlert: literal(name),
    Severity: severity,
    NewStateValue: 'ALARM',
    Description: description.split('\n').map(literal),
    Facts: Object.fromEntries(labels.map((label, index) => [literal(label), `<fact${index}>`])),
    Time: '<time>',
    Account: '<account>',
    Region: '<region>',
    EventType: '<type>',
    EventId: '<id>',
  };
  return {
    inputPathsMap: {
      ...Object.fromEntries(labels.map((label, index) => [`fact${index}`, facts[label]!])),
      time: '$.time',
      account: '$.account',
      region: '$.region',
      type: '$.detail-type',
      id: '$.id',
    },
    inputTemplate: JSON.stringify(message, undefined, 2),
  };
}

/** EventBridge would read a name between angle brackets as a variable, and knows no way to escape them. */
function literal(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}
