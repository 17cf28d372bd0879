import { type AlarmRule, parseAlarmRule } from '../alarms/alarm-rule';
import type { CompositeAlarmModel, Model } from '../template/model';

/** The composites whose rules parse, with the rules. */
export function parsedRules({ compositeAlarms }: Model): {
  readonly model: CompositeAlarmModel;
  readonly rule: AlarmRule;
}[] {
  return compositeAlarms.flatMap((model) => {
    const parsed = parsedRule(model.alarmRule);
    return typeof parsed === 'string' ? [] : [{ model, rule: parsed }];
  });
}

/** The rule, or what is wrong with it. */
export function parsedRule(text: string): AlarmRule | string {
  try {
    return parseAlarmRule(text);
  } catch (error) {
    return (error as Error).message;
  }
}
