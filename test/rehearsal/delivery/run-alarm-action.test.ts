import type { AlarmAction } from '../../../rehearsal/alarms/alarm-actions';
import { runAlarmAction } from '../../../rehearsal/delivery/run-alarm-action';
import { arn, at, lambdaFunction, RehearsedStack, startMs } from './rehearsed-stack';

function action(actionArn: string): AlarmAction {
  return {
    atMs: startMs,
    actionArn,
    alarmName: 'errors',
    subject: 'ALARM: "errors"',
    message: { AlarmName: 'errors' },
    event: { source: 'aws.cloudwatch', alarmData: { alarmName: 'errors' } },
    afterMuteWindow: false,
  };
}

test.each([arn('lambda', 'function:heal'), arn('lambda', 'function:heal:live')])(
  'the action %s invokes the function with the event of CloudWatch',
  async (actionArn) => {
    const events: unknown[] = [];
    const handlers = { heal: (event: never) => events.push(event) };
    const stack = new RehearsedStack({ functions: [lambdaFunction('heal')] }, handlers);
    expect(runAlarmAction(action(actionArn), stack.delivery)).toEqual({ delivered: true });
    await stack.clock.runUntil(at(1));
    expect(events).toEqual([{ source: 'aws.cloudwatch', alarmData: { alarmName: 'errors' } }]);
  },
);

test('an action to a function or a topic that is not there is not delivered', () => {
  const stack = new RehearsedStack({}, {});
  expect(runAlarmAction(action(arn('lambda', 'function:gone')), stack.delivery)).toEqual({ delivered: false });
  expect(runAlarmAction(action(arn('sns', 'gone')), stack.delivery)).toEqual({ delivered: false });
  expect(runAlarmAction(action('no-arn'), stack.delivery)).toEqual({ delivered: false });
  expect(stack.eventsOf('notDelivered').map(({ to }) => to)).toEqual(['gone', arn('sns', 'gone'), 'no-arn']);
});

test.each([
  ['arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:x:autoScalingGroupName/y', 'an Auto Scaling action'],
  ['arn:aws:automate:us-east-1:ec2:stop', 'an EC2 action'],
  ['arn:aws:ssm:us-east-1:123456789012:opsitem:1', 'a Systems Manager action'],
  ['arn:aws:aiops:us-east-1:123456789012:investigation-group/x', 'an investigation'],
  ['arn:aws:states:us-east-1:123456789012:stateMachine:x', 'an action of states'],
])('%s is recorded as %s that is not rehearsed', (actionArn, notRehearsed) => {
  const stack = new RehearsedStack({}, {});
  expect(runAlarmAction(action(actionArn), stack.delivery)).toEqual({ delivered: false, notRehearsed });
});
