import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';

/** Posts the name and state of each alarm to #ops. */
const NOTIFIER = `
exports.handler = async ({ Records }) => {
  for (const { Sns } of Records) {
    const { AlarmName, NewStateValue } = JSON.parse(Sns.Message);
    const answer = await fetch('https://slack.com/api/chat.postMessage', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + process.env.TOKEN, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: '#ops', text: NewStateValue + ': ' + AlarmName }),
    });
    const { ok, error } = await answer.json();
    if (!ok) throw new Error('Slack said ' + error);
  }
};`;

export interface ShopStack extends Stack {
  readonly alarm: Alarm;
  readonly notifier: LambdaFunction;
}

/** A stack as a user writes it: an alarm on the errors of the checkout, a topic, a function that posts to Slack. */
export function shopStack({ token = 'xoxb-rehearsal' } = {}): ShopStack {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'golden-signals-')) });
  const stack = new Stack(app, 'Shop');
  const code = mkdtempSync(join(tmpdir(), 'golden-signals-code-'));
  writeFileSync(join(code, 'index.js'), NOTIFIER);
  const notifier = new LambdaFunction(stack, 'Notifier', {
    runtime: Runtime.NODEJS_LATEST,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    environment: { TOKEN: token },
  });
  const topic = new Topic(stack, 'Alerts');
  topic.addSubscription(new LambdaSubscription(notifier));
  const alarm = new Alarm(stack, 'ErrorsHigh', {
    alarmName: 'errors-high',
    metric: new Metric({
      namespace: 'Shop/Checkout',
      metricName: 'Errors',
      dimensionsMap: { service: 'api' },
      statistic: 'Sum',
      period: Duration.minutes(1),
    }),
    threshold: 5,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  new Alarm(stack, 'NotifierFails', {
    metric: notifier.metricErrors({ period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  return Object.assign(stack, { alarm, notifier });
}
