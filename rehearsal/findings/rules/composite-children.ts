import { childrenOf } from '../../alarms/alarm-rule';
import { parsedRules } from '../parsed-rules';
import { unknownAlarm } from '../references';
import { rule } from '../rule';

/** Alarms that a composite names and the template does not have. An ARN may lead to another stack: no finding. */
export const compositeChildren = rule({
  finds: {
    'unknown-child': { level: 'warning', means: 'the rule of a composite names an alarm that the template lacks' },
  },
  find: (model) =>
    parsedRules(model).flatMap(({ model: { logicalId }, rule: parsed }) =>
      childrenOf(parsed).flatMap((child) => {
        const what = unknownAlarm(child, model);
        if (what === undefined) return [];
        const advice = 'Name an alarm that exists, or CloudWatch refuses the rule; one of another stack by its ARN.';
        return [{ id: 'unknown-child' as const, where: `${logicalId}.AlarmRule`, what, advice }];
      }),
    ),
});
