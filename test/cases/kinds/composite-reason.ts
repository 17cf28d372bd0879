import { longTime } from '../../../rehearsal/alarms/wording';
import type { AlarmState } from '../../../rehearsal/run-record';
import { AlarmStage, compositeAlarm, switchAlarm } from '../alarm-stage';
import { CaseFailure, expectSame } from '../expect';

const MINUTE_MS = 60_000;
const CREATED = /^(arn:\S+) was created and its alarm rule evaluates to (\w+)$/;
const CHANGED = /^(arn:\S+) transitioned to (\w+) at (\w+ .*) UTC$/;

/** The reason of a composite alarm whose first state it is, or whose child changed. */
export async function runCompositeReason(reason: string): Promise<void> {
  const [, composite, first] = CREATED.exec(reason) ?? [];
  if (composite !== undefined) {
    const rule = first === 'ALARM' ? 'TRUE' : 'FALSE';
    const stage = new AlarmStage({ alarms: [], compositeAlarms: [named(composite, rule)] }, Date.UTC(2022, 6, 22));
    stage.engine.start();
    await stage.clock.runUntil(stage.clock.now());
    expectSame(lastReason(stage), reason, 'reason');
    return;
  }
  const [, child, state, time] = CHANGED.exec(reason) ?? [];
  if (child === undefined) throw new CaseFailure(`the case cannot be run: it is not clear what "${reason}" says`);
  const atMs = Date.parse(`${time!.replace(/^\w+ /, '').replace(',', '')} UTC`);
  expectSame(`${longTime(atMs)}`, `${time} UTC`, 'time');
  // Alarms are evaluated at full minutes, so that the child changes at the beginning of that minute.
  const changedMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const actual = await reasonAfter(child, state as AlarmState, changedMs);
  expectSame(actual, reason.replace(`${time} UTC`, longTime(changedMs)), 'reason');
}

async function reasonAfter(child: string, state: AlarmState, changedMs: number): Promise<unknown> {
  const alarm = { ...switchAlarm(nameOf(child)), arn: child };
  const createdMs = changedMs - 10 * MINUTE_MS;
  const stage = new AlarmStage(
    { alarms: [alarm], compositeAlarms: [named('above', `${state}("${child}")`)] },
    createdMs,
  );
  const before = { atMs: createdMs, state: state === 'ALARM' ? 'OK' : 'ALARM' } as const;
  stage.drive(alarm, [before, { atMs: changedMs, state }], changedMs + MINUTE_MS);
  stage.engine.start();
  await stage.clock.runUntil(changedMs);
  return lastReason(stage);
}

function named(arn: string, rule: string) {
  return arn.startsWith('arn:') ? compositeAlarm(nameOf(arn), rule, { arn }) : compositeAlarm(arn, rule);
}

function lastReason({ trace, engine }: AlarmStage): unknown {
  const last = trace.events.findLast(({ kind }) => kind === 'alarm');
  if (last === undefined)
    throw new CaseFailure(`nothing changed: ${engine.findings.map(({ what }) => what).join('; ')}`);
  return last.reason;
}

function nameOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}
