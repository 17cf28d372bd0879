import type { Model } from '../template/model';
import type { Finding } from './finding';
import type { FindingContext, FindingKind, Rule } from './rule';
import * as rules from './rules';

const RULES: readonly Rule[] = Object.values(rules);

/** Every id that a finding can have, and what it means. */
export const FINDING_KINDS: Readonly<Record<string, FindingKind>> = Object.assign(
  {},
  ...RULES.map(({ finds }) => finds),
);

/**
 * What reading a template shows to be wrong or doubtful, errors first. What stands outside the template (an imported
 * topic, an alarm of another stack) is never judged.
 */
export function staticFindings(model: Model, context: FindingContext = {}): Finding[] {
  const found = RULES.flatMap((each) => each.find(model, context)).map(
    ({ id, ...rest }): Finding => ({ id, level: FINDING_KINDS[id]!.level, ...rest }),
  );
  const unique = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
  const all = [...unique.values()];
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')];
}
