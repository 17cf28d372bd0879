import { isId } from '../../metrics/metric-math/expression';
import { MATH_FUNCTIONS, NOT_REHEARSED_FUNCTIONS } from '../../metrics/metric-math/functions';
import type { AlarmModel } from '../../template/model';
import { type AlarmExpression, alarmExpressions, nodesOf } from '../alarm-expressions';
import { metricAlarms, queriesWithoutData, whereOf } from '../metric-alarms';
import { didYouMean } from '../near-miss';
import { isUnknownValue } from '../references';
import { type Found, rule } from '../rule';

const FUNCTIONS = [...Object.keys(MATH_FUNCTIONS), ...Object.keys(NOT_REHEARSED_FUNCTIONS)];

type Id = 'math-syntax' | 'math-unknown-function' | 'math-unknown-id' | 'math-search' | 'math-types';

/** Metric-math expressions of alarms that CloudWatch refuses. */
export const metricMath = rule<Id>({
  finds: {
    'math-syntax': { level: 'error', means: 'a metric-math expression does not parse' },
    'math-unknown-function': { level: 'error', means: 'metric math has no such function' },
    'math-unknown-id': { level: 'error', means: 'an expression reads an id that the alarm does not have' },
    'math-search': { level: 'error', means: 'an alarm uses SEARCH, which only graphs may' },
    'math-types': { level: 'error', means: 'an expression gives a function or operator what it does not take' },
  },
  find: (model) =>
    metricAlarms(model).flatMap((alarm) => {
      const found = alarmExpressions(alarm).flatMap((each) => problemsOf(alarm, each));
      return found.length > 0 ? found : typeProblems(alarm);
    }),
});

function problemsOf(alarm: AlarmModel, { query, parsed }: AlarmExpression): Found<Id>[] {
  const where = whereOf(alarm, query, '.Expression');
  if ('what' in parsed) {
    if (isUnknownValue(query.expression!)) return [];
    const what = `${parsed.what} (at character ${parsed.offset + 1} of ${JSON.stringify(query.expression)})`;
    return [{ id: 'math-syntax', where, what, advice: 'Mend the expression at that place.' }];
  }
  const ids = alarm.metrics.map(({ id }) => id);
  return nodesOf(parsed.expression).flatMap((node): Found<Id>[] => {
    const at = `at character ${node.offset + 1}`;
    if (node.kind === 'name' && isId(node.name) && !ids.includes(node.name)) {
      const what = `the alarm has no metric "${node.name}" (${at})${didYouMean(node.name, ids)}`;
      return [{ id: 'math-unknown-id', where, what, advice: 'Name the Id of an entry of Metrics.' }];
    }
    if (node.kind !== 'call') return [];
    if (node.name === 'SEARCH') {
      const what = `SEARCH (${at}) is for graphs: CloudWatch refuses an alarm on it`;
      return [{ id: 'math-search', where, what, advice: 'Name the metrics, or use a Metrics Insights query.' }];
    }
    if (FUNCTIONS.includes(node.name)) return [];
    const what = `metric math has no function ${node.name} (${at})${didYouMean(node.name, FUNCTIONS)}`;
    return [{ id: 'math-unknown-function', where, what, advice: 'Functions are written in capitals: AVG, FILL, IF …' }];
  });
}

/** What is wrong when every name is right; what a rehearsal cannot compute is not wrong. */
function typeProblems(alarm: AlarmModel): Found<Id>[] {
  return queriesWithoutData(alarm).problems.flatMap(({ id, what }): Found<Id>[] => {
    const query = alarm.metrics.find((each) => each.id === id)!;
    if (query.expression === undefined || /not rehearsed|unknown statistic/.test(what)) return [];
    const where = whereOf(alarm, query, '.Expression');
    return [{ id: 'math-types', where, what, advice: 'Look up which values the function or operator takes.' }];
  });
}
