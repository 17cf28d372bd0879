import { childrenOf } from '../../alarms/alarm-rule';
import { parsedRules } from '../parsed-rules';
import { alarmNames } from '../references';
import { rule } from '../rule';

/** Composite alarms that depend on themselves: CloudWatch stops evaluating them. */
export const compositeCycle = rule({
  finds: { 'composite-cycle': { level: 'error', means: 'a composite alarm depends on itself' } },
  find: (model) => {
    const names = alarmNames(model);
    const rules = parsedRules(model);
    const children = new Map(
      rules.map(({ model: { name }, rule: parsed }) => [
        name,
        childrenOf(parsed).flatMap((child) => names.get(child) ?? []),
      ]),
    );
    return rules.flatMap(({ model: { name, logicalId } }) => {
      const cycle = pathBack(name, children);
      if (cycle === undefined) return [];
      return [
        {
          id: 'composite-cycle' as const,
          where: `${logicalId}.AlarmRule`,
          what: `it depends on itself: ${cycle.join(' → ')}; CloudWatch never evaluates it`,
          advice: 'Break the circle: a composite may only name alarms that do not depend on it.',
        },
      ];
    });
  },
});

/** The shortest way from an alarm back to itself. */
function pathBack(name: string, children: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  let paths = [[name]];
  while (paths.length > 0) {
    const longer: string[][] = [];
    for (const path of paths) {
      for (const child of children.get(path.at(-1)!) ?? []) {
        if (child === name) return [...path, child];
        if (!seen.has(child)) longer.push([...path, child]);
        seen.add(child);
      }
    }
    paths = longer;
  }
  return undefined;
}
