import { AlarmStage, switchAlarm } from '../alarm-stage';
import { START_MS } from '../engine';
import { CaseFailure, expectSame } from '../expect';

/** The reason of an alarm that is not evaluated yet: its first change tells of it to a Lambda action. */
export async function runInitialReason(reason: string): Promise<void> {
  const action = 'arn:aws:lambda:us-east-1:123456789012:function:told';
  const alarm = switchAlarm('new', { okActions: [action] });
  const stage = new AlarmStage({ alarms: [alarm] }, START_MS);
  stage.drive(alarm, [{ atMs: START_MS, state: 'OK' }], START_MS + 120_000);
  stage.engine.start();
  await stage.clock.runUntil(START_MS);
  const [first] = stage.actions;
  if (first === undefined) throw new CaseFailure('the new alarm runs no action');
  const { previousState } = first.event.alarmData as { readonly previousState: { readonly reason: string } };
  expectSame(previousState.reason, reason, 'reason');
}
