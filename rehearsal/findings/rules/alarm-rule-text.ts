import { alarmRuleProblems } from '../../alarms/alarm-rule-problems';
import { parsedRule } from '../parsed-rules';
import { isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

/** What is wrong with the text of a composite alarm's rule alone. */
export const alarmRuleText = rule({
  finds: {
    'alarm-rule-syntax': { level: 'error', means: 'the rule of a composite alarm does not parse' },
    'alarm-rule-limits': {
      level: 'error',
      means:
        'a rule has more than 100 alarms, 500 elements or 10,240 characters, or an AT_LEAST with a wrong threshold',
    },
  },
  find: ({ compositeAlarms }) =>
    compositeAlarms.flatMap(({ logicalId, alarmRule }): Found<'alarm-rule-syntax' | 'alarm-rule-limits'>[] => {
      const where = `${logicalId}.AlarmRule`;
      const parsed = parsedRule(alarmRule);
      if (typeof parsed === 'string') {
        // A part that only the deployment knows cannot be parsed.
        if (isUnknownValue(alarmRule)) return [];
        return [{ id: 'alarm-rule-syntax', where, what: parsed, advice: 'Mend the rule at that place.' }];
      }
      return alarmRuleProblems(alarmRule, parsed).map((what) => ({
        id: 'alarm-rule-limits',
        where,
        what,
        advice: 'Split the rule into a tree of composite alarms, or mend the threshold of AT_LEAST.',
      }));
    }),
});
