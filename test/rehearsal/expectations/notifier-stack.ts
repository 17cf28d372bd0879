import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rehearsal, rehearse } from '../../../rehearsal';
import { errorsHigh, incident } from './shop';

/** Rehearses errors-high → topic → function `Notifier`, whose handler is this source. */
export function rehearseNotifier(handler: string): Promise<Rehearsal> {
  const assemblyDirectory = mkdtempSync(join(tmpdir(), 'golden-signals-'));
  mkdirSync(join(assemblyDirectory, 'asset.notifier'));
  writeFileSync(
    join(assemblyDirectory, 'asset.notifier/index.js'),
    `exports.handler = async (event) => { ${handler} };`,
  );
  const Resources = {
    Alerts: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
    Notifier: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'Notifier',
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Code: { S3Bucket: 'assets', S3Key: 'notifier.zip' },
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Alerts' },
        Protocol: 'lambda',
        Endpoint: { 'Fn::GetAtt': ['Notifier', 'Arn'] },
      },
    },
    ErrorsHigh: errorsHigh({ AlarmActions: [{ Ref: 'Alerts' }] }),
  };
  return rehearse({
    template: { template: { Resources }, assemblyDirectory },
    scenario: {
      title: 'test',
      minutes: 20,
      metrics: [{ namespace: 'Shop', metricName: 'Errors', dimensions: {}, values: incident }],
    },
  });
}

/** Posts `text` to #ops with this token. */
export const postsToOps = (text: string, token = 'xoxb-rehearsal'): string => `
  const answer = await fetch('https://slack.com/api/chat.postMessage', {
    method: 'POST',
    headers: { authorization: 'Bearer ${token}', 'content-type': 'application/json' },
    body: JSON.stringify({ channel: '#ops', text: '${text}' }),
  });
  return answer.status;`;
