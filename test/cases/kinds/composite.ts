import { isTrue, parseAlarmRule } from '../../../rehearsal/alarms/alarm-rule';
import type { AlarmState } from '../../../rehearsal/run-record';
import { arnOf } from '../alarm-config';
import { AlarmStage, compositeAlarm, switchAlarm } from '../alarm-stage';
import type { Case } from '../case';
import { START_MS } from '../engine';
import { CaseFailure, expectSame } from '../expect';
import { configOf, expectsRefusal, fieldsIn, required, textIn } from '../fields';

/** The state of a composite alarm, given those of its children: the rule alone, and in the engine with real children. */
export async function runComposite(each: Case): Promise<void> {
  const config = configOf(each);
  const rule = required(textIn(config, 'alarmRule', 'rule') ?? textIn(each, 'alarmRule'), 'alarmRule');
  const states = fieldsIn(config, 'childStates', 'children', 'states') ?? fieldsIn(each, 'childStates') ?? {};
  if (expectsRefusal(each.expected)) return expectNoRule(rule);
  const expected = required(
    textIn(each, 'expected') ?? textIn(fieldsIn(each, 'expected') ?? {}, 'state'),
    'expected state',
  );
  const children = Object.entries(states).map(([named, state]) => ({
    name: nameOf(named),
    named,
    state: state as AlarmState,
  }));
  const stateOf = (alarm: string) => children.find(({ name }) => name === nameOf(alarm))?.state ?? 'INSUFFICIENT_DATA';
  expectSame(isTrue(parseAlarmRule(rule), stateOf) ? 'ALARM' : 'OK', expected, 'state by the rule alone');
  expectSame(await stateInEngine(rule, children), expected, 'state in the engine');
}

function expectNoRule(rule: string): void {
  try {
    parseAlarmRule(rule);
  } catch {
    return;
  }
  throw new CaseFailure('the engine takes the rule');
}

async function stateInEngine(
  rule: string,
  children: readonly { readonly name: string; readonly named: string; readonly state: AlarmState }[],
): Promise<AlarmState | undefined> {
  const alarms = children.map(({ name, named }) => switchAlarm(name, { arn: named === name ? arnOf(name) : named }));
  const stage = new AlarmStage({ alarms, compositeAlarms: [compositeAlarm('composite of the case', rule)] }, START_MS);
  const endMs = START_MS + 120_000;
  children.forEach(({ state }, index) => {
    stage.drive(alarms[index]!, [{ atMs: START_MS, state }], endMs);
  });
  stage.engine.start();
  await stage.clock.runUntil(START_MS + 60_000);
  return stage.engine.stateOf('composite of the case');
}

/** An alarm's name, from its name or ARN. */
function nameOf(alarm: string): string {
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(alarm)?.[1] ?? alarm;
}
