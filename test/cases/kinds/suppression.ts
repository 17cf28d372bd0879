import type { AlarmState } from '../../../rehearsal/run-record';
import { arnOf } from '../alarm-config';
import { AlarmStage, compositeAlarm, switchAlarm } from '../alarm-stage';
import type { Case } from '../case';
import { START_MS } from '../engine';
import { configOf, fieldsIn, numberIn, required, textIn } from '../fields';
import { eventsOf, expectActions, lastInstant, statesOf, UNIT_MS } from './actions';

/** Which actions of a composite alarm run, and when, while its suppressor changes: through the engine and its clock. */
export async function runSuppression(each: Case): Promise<void> {
  const config = configOf(each);
  const wait = required(numberIn(config, 'waitPeriod', 'actionsSuppressorWaitPeriod'), 'waitPeriod');
  const extension = required(
    numberIn(config, 'extensionPeriod', 'actionsSuppressorExtensionPeriod'),
    'extensionPeriod',
  );
  const initial = fieldsIn(config, 'initial') ?? fieldsIn(each, 'initial') ?? {};
  const events = eventsOf(each);
  const child = switchAlarm('child');
  const suppressor = switchAlarm('suppressor');
  const actions = ['arn:aws:sns:us-east-1:123456789012:told'];
  const composite = compositeAlarm('composite', 'ALARM(child)', {
    alarmActions: actions,
    okActions: actions,
    actionsSuppressor: arnOf('suppressor'),
    waitPeriodSeconds: (wait * UNIT_MS) / 1000,
    extensionPeriodSeconds: (extension * UNIT_MS) / 1000,
  });
  // The alarms are created long before, so that what their first states caused is over.
  const createdMs = START_MS - 2 * (wait + extension + 1) * UNIT_MS;
  const endMs = lastInstant(each, events) + (wait + extension + 2) * UNIT_MS;
  const stage = new AlarmStage({ alarms: [child, suppressor], compositeAlarms: [composite] }, createdMs);
  const stateOf = (name: string) => (textIn(initial, name) ?? 'OK') as AlarmState;
  const states = (name: string) => statesOf(events, name, { atMs: createdMs, state: stateOf(name) });
  stage.drive(child, states('composite'), endMs);
  stage.drive(suppressor, states('suppressor'), endMs);
  stage.engine.start();
  await stage.clock.runUntil(endMs);
  expectActions(each, stage.actions, 'composite');
}
