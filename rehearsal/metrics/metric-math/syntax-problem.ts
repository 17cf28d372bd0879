/** What the grammar would have taken at the place where it stopped. */
interface Expected {
  readonly type: string;
  readonly text?: string;
}

/** What is wrong in a text that is no metric math, in words, and where (`offset` from 0). */
export function explainSyntax(text: string, offset: number, expected: readonly Expected[]) {
  if (text.trim() === '') return { what: 'the expression is empty', offset: 0 };
  return brokenPair(text) ?? { what: unexpected(text, offset, expected), offset };
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The first bracket or quote without its partner. */
function brokenPair(text: string): { what: string; offset: number } | undefined {
  const open: { character: string; offset: number }[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset]!;
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, offset + 1);
      if (end < 0) return { what: `${character} opens a text that is never closed`, offset };
      offset = end;
    } else if (character === '(' || character === '[') open.push({ character, offset });
    else if (CLOSES[character] !== undefined) {
      const last = open.pop();
      if (last === undefined) return { what: `${character} closes nothing`, offset };
      if (last.character !== CLOSES[character])
        return { what: `${character} does not close ${last.character}`, offset };
    }
  }
  const last = open.pop();
  return last && { what: `${last.character} is never closed`, offset: last.offset };
}

function unexpected(text: string, offset: number, expected: readonly Expected[]): string {
  const rest = text.slice(offset);
  const found = /^(\w+|[^\w\s])/.exec(rest)?.[0];
  const wantsOperator = expected.some(({ type, text: literal }) => type === 'literal' && literal === '==');
  if (found === undefined) return `ends where ${wantsOperator ? 'more' : 'a value'} is expected`;
  if (/^(and|or)$/i.test(found))
    return `${found}: the operators AND and OR are written in capitals, between two values`;
  if (/^not$/i.test(found) || found === '!') return `there is no operator ${found}: compare with == 0`;
  if (found === '=') return 'there is no operator =: equality is written ==';
  if (found === '&' || found === '|') return `there is no operator ${found}: it is written ${found}${found}`;
  if (found === '%') return 'there is no operator %';
  if (/[“”‘’]/.test(found)) return `${found} is a typographic quote: texts stand between straight quotes`;
  return wantsOperator ? `unexpected ${found} after a complete value` : `a value is expected, not ${found}`;
}
