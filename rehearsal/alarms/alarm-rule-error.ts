/** What the parser of the grammar says of a rule that it does not understand. */
export interface RuleSyntaxError {
  readonly expected: readonly { readonly type: string; readonly text?: string; readonly description?: string }[];
  readonly location: { readonly start: { readonly offset: number } };
}

const KEYWORDS = ['ALARM', 'OK', 'INSUFFICIENT_DATA', 'AT_LEAST', 'TRUE', 'FALSE', 'NOT', 'AND', 'OR'];

/** How much of the rule before the mistake a message shows. */
const SHOWN_BEFORE = 30;

/** One sentence for the person who wrote the rule: what is wrong, at which character (from 1), after which text. */
export function ruleErrorText(rule: string, error: RuleSyntaxError): string {
  const { offset } = error.location.start;
  return `${mistake(rule, offset, expectations(error))} (at character ${offset + 1} of the rule${after(rule, offset)})`;
}

function mistake(rule: string, offset: number, expected: readonly string[]): string {
  const rest = rule.slice(offset);
  if (rest.startsWith('"') && expected.includes('an alarm'))
    return 'a quoted name is empty or its quote is never closed';
  if (expected.join() === '")"' && rest !== '') {
    return `expected ")", found ${foundText(rest)}: a name with a blank, a comma or a bracket has to be in quotes`;
  }
  const [word = ''] = /^[A-Za-z_]+/.exec(rest) ?? [];
  const keyword = word.toUpperCase();
  if (word !== keyword && KEYWORDS.includes(keyword)) return `keywords are in upper case: ${keyword}, not ${word}`;
  return `expected ${alternatives(expected)}, found ${foundText(rest)}`;
}

function foundText(rest: string): string {
  const [token] = /^(?:[^\s(),"]+|.)/s.exec(rest) ?? [];
  return token === undefined ? 'the end of the rule' : `"${token}"`;
}

function after(rule: string, offset: number): string {
  const before = rule.slice(0, offset).trim();
  if (before === '') return '';
  return before.length <= SHOWN_BEFORE ? `, after "${before}"` : `, after "…${before.slice(-SHOWN_BEFORE)}"`;
}

/** What could have stood there, in words; a condition can begin in many ways, so they are named together. */
function expectations({ expected }: RuleSyntaxError): string[] {
  const texts = expected.map(({ type, text, description }) => {
    if (type === 'literal') return text === '(' || text === ')' || text === ',' ? `"${text}"` : (text ?? '');
    return type === 'end' ? 'the end of the rule' : (description ?? '');
  });
  const unique = [...new Set(texts)].filter((text) => text !== '' && text !== 'blank');
  if (unique.length === 0) return ['a blank and a condition'];
  if (!unique.includes('AT_LEAST')) return unique.sort();
  const beginnings = ['AT_LEAST', 'TRUE', 'FALSE', 'NOT', 'a state', '"("'];
  return ['a condition like ALARM(name)', ...unique.filter((text) => !beginnings.includes(text)).sort()];
}

function alternatives(expected: readonly string[]): string {
  if (expected.length < 2) return expected.join();
  return `${expected.slice(0, -1).join(', ')} or ${expected.at(-1)}`;
}
