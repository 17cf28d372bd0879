import type { Condition, Pattern, TextMatch } from './pattern';

const REGEXES_PER_PATTERN = 2;
const WILDCARDS_PER_SELECTOR = 1;
const WILDCARDS_PER_PATTERN = 3;
const REGEX_PATTERNS_PER_LOG_GROUP = 5;

/** @throws Error for a pattern with more regular expressions or wildcard selectors than CloudWatch takes. */
export function checkQuotas(pattern: Pattern): void {
  if (pattern.kind === 'terms') return;
  const regexes = regexesOf(pattern).length;
  if (regexes > REGEXES_PER_PATTERN) {
    throw new Error(`the pattern has ${regexes} regular expressions, CloudWatch takes ${REGEXES_PER_PATTERN}`);
  }
  const wildcards = testsOf(pattern).map(({ path }) => path.filter((step) => step === null).length);
  if (wildcards.some((count) => count > WILDCARDS_PER_SELECTOR)) {
    throw new Error('a selector of the pattern has several wildcards, CloudWatch takes 1');
  }
  const selectors = wildcards.filter((count) => count > 0).length;
  if (selectors > WILDCARDS_PER_PATTERN) {
    throw new Error(`the pattern has ${selectors} wildcard selectors, CloudWatch takes ${WILDCARDS_PER_PATTERN}`);
  }
}

/** How many more filters with regular expressions each log group may have. */
export class RegexPatternQuota {
  private readonly used = new Map<string, number>();

  /** @throws Error for the first filter of a log group that is one too many. */
  public take(logGroupName: string, pattern: Pattern): void {
    if (regexesOf(pattern).length === 0) return;
    const used = (this.used.get(logGroupName) ?? 0) + 1;
    this.used.set(logGroupName, used);
    if (used <= REGEX_PATTERNS_PER_LOG_GROUP) return;
    throw new Error(
      `filter ${used} of ${logGroupName} with a regular expression, CloudWatch takes ${REGEX_PATTERNS_PER_LOG_GROUP}`,
    );
  }
}

function regexesOf(pattern: Pattern): readonly TextMatch[] {
  const matches =
    pattern.kind === 'terms'
      ? pattern.terms.map(({ match }) => match)
      : testsOf(pattern).flatMap((test) => (test.kind === 'compare' ? [test.operand] : []));
  return matches.filter(({ kind }) => kind === 'regex');
}

type Test = Exclude<Condition, { readonly kind: 'and' | 'or' }>;

function testsOf(pattern: Exclude<Pattern, { readonly kind: 'terms' }>): readonly Test[] {
  if (pattern.kind === 'json') return testsIn(pattern.condition);
  return pattern.fields.flatMap((field) =>
    field.kind === 'field' && field.condition !== undefined ? testsIn(field.condition) : [],
  );
}

function testsIn(condition: Condition): readonly Test[] {
  return 'operands' in condition ? condition.operands.flatMap(testsIn) : [condition];
}
