import { App, Stack } from 'aws-cdk-lib';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { messageOf } from '../../../../lambda/notifier/channels/slack/message';
import { openEnvelope } from '../../../../lambda/notifier/events/envelope';
import { readAlert } from '../../../../lambda/notifier/events/read-alert';
import { linksOf } from '../../../../lambda/notifier/wording/links';
import { createEventRule } from '../../../../lib/alarms/create-event-rule';
import { Severity } from '../../../../lib/alarms/severity';
import { transformed } from '../../../lib/notify/transformed';
import { throughSns } from '../sample-events';

const EVENT = {
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'Job Failed',
  source: 'aws.example',
  account: '111122223333',
  time: '2026-01-05T03:04:05Z',
  region: 'eu-west-1',
  detail: { job: 'nightly "import"', why: '<!channel> *out of memory*\nexit 137' },
};

/** What arrives when our rule for this alert sees an event. */
function alertOf(event: object, name = 'Shop/Import/job-failed') {
  const stack = new Stack(new App(), 'Shop');
  const planned = {
    id: 'job-failed',
    name,
    description:
      'A job failed: queue Import.\nLikely causes: a bad image.\nFirst look at: its log.\nRunbook: https://example.com/runbooks/job-failed',
    severity: Severity.TICKET,
    noun: 'queue',
    pattern: { source: ['aws.example'], detailType: ['Job Failed'] },
    facts: { Job: '$.detail.job', Reason: '$.detail.why', Log: '$.detail.container.logStreamName' },
  };
  const rule = createEventRule(stack, planned, new Topic(stack, 'Topic').topicArn);
  const [target] = stack.resolve(rule.targets) as CfnRule.TargetProperty[];
  return readAlert(openEnvelope(throughSns(transformed(target!.inputTransformer, event))), 'ticket');
}

describe('an event that a rule of ours tells', () => {
  const alert = alertOf(EVENT);

  test('is an alert with name, time, place, advice and the facts that the event has', () => {
    expect(alert).toMatchObject({
      kind: 'event',
      id: EVENT.id,
      name: 'Shop/Import/job-failed',
      severity: 'ticket',
      changedAtMs: Date.parse(EVENT.time),
      account: '111122223333',
      region: 'eu-west-1',
      runbookUrl: 'https://example.com/runbooks/job-failed',
      reason: 'Job: nightly "import"\nReason: <!channel> *out of memory*\nexit 137',
    });
    expect(alert.state).toBeUndefined();
  });

  test('is shown with what happened, as an alarm is, and hostile text is only text', () => {
    const message = messageOf(alert, {
      serviceName: 'shop',
      links: linksOf(alert, { name: 'shop', region: 'eu-west-1' }),
    });
    const text = JSON.stringify(message);
    expect(message.text).toBe('🔴 TICKET · A job failed: queue Import');
    expect(text).toContain('Likely causes: a bad image.');
    expect(text).toContain('&lt;!channel&gt; ∗out of memory∗');
    expect(text).toContain('|Runbook>');
    expect(text).not.toContain('#alarmsV2:alarm');
    expect(text).not.toContain('<!channel>');
  });

  test('keeps a name with angle brackets from being read as a variable', () => {
    expect(alertOf(EVENT, 'Shop/<time>/failed').name).toBe('Shop/‹time›/failed');
  });

  test('is read also when its parts are of the wrong kind', () => {
    const broken = { EventAlert: 'x', Description: 'no list', Facts: 7, Time: 'never' };
    expect(readAlert(openEnvelope(throughSns(broken)), 'page')).toMatchObject({ kind: 'event', name: 'x' });
  });
});
