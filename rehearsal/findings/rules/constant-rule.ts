import { type AlarmRule, childrenOf, isTrue, nodesOf } from '../../alarms/alarm-rule';
import { alarmRuleProblems } from '../../alarms/alarm-rule-problems';
import type { AlarmState } from '../../run-record';
import { parsedRules } from '../parsed-rules';
import { alarmNames } from '../references';
import { rule } from '../rule';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
/** 3^8 combinations of states are tried at most. */
const MOST_CHILDREN = 8;

/** Rules that no combination of states makes true, or false. A rule with TRUE or FALSE in it is meant to be so. */
export const constantRule = rule({
  finds: {
    'rule-never-true': { level: 'error', means: 'the rule of a composite cannot be true, whatever its alarms do' },
    'rule-always-true': { level: 'warning', means: 'the rule of a composite is true whatever its alarms do' },
  },
  find: (model) => {
    const names = alarmNames(model);
    return parsedRules(model).flatMap(({ model: { logicalId, alarmRule }, rule: parsed }) => {
      const outcomes = outcomesOf(parsed, (child) => names.get(child) ?? child);
      // A threshold of AT_LEAST that is wrong is said by itself.
      if (outcomes.size !== 1 || alarmRuleProblems(alarmRule, parsed).length > 0) return [];
      const always = outcomes.has(true);
      return [
        {
          id: always ? ('rule-always-true' as const) : ('rule-never-true' as const),
          where: `${logicalId}.AlarmRule`,
          what: `the rule is ${always ? 'always' : 'never'} true: no combination of alarm states changes that`,
          advice: 'Look at the ANDs, ORs and NOTs: an alarm is in one state at a time.',
        },
      ];
    });
  },
});

/** Every result that the rule can have; none when that is not worked out. */
function outcomesOf(parsed: AlarmRule, nameOf: (child: string) => string): ReadonlySet<boolean> {
  const children = [...new Set(childrenOf(parsed).map(nameOf))];
  const constant = nodesOf(parsed).some(({ kind }) => kind === 'constant');
  if (constant || children.length > MOST_CHILDREN) return new Set();
  const outcomes = new Set<boolean>();
  for (let index = 0; index < STATES.length ** children.length && outcomes.size < 2; index++) {
    const states = new Map(children.map((child, place) => [child, STATES[Math.floor(index / 3 ** place) % 3]!]));
    outcomes.add(isTrue(parsed, (child) => states.get(nameOf(child))!));
  }
  return outcomes;
}
