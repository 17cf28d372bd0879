import type { TextMatch } from './pattern';
import { compileRegex } from './regex';

/** Whether a whole text is what a pattern asks for; `*` at either end stands for anything. */
export function textMatcher(match: TextMatch): (text: string) => boolean {
  if (match.kind === 'regex') {
    const expression = compileRegex(match.source);
    return (text) => expression.test(text);
  }
  const { text } = match;
  const open = text.startsWith('*');
  const openEnd = text.length > 1 && text.endsWith('*');
  const core = text.slice(open ? 1 : 0, openEnd ? -1 : undefined);
  if (open && (openEnd || core === '')) return (candidate) => candidate.includes(core);
  if (open) return (candidate) => candidate.endsWith(core);
  if (openEnd) return (candidate) => candidate.startsWith(core);
  return (candidate) => candidate === core;
}

/** Whether a text contains a term. */
export function termMatcher(match: TextMatch): (text: string) => boolean {
  if (match.kind === 'regex') return textMatcher(match);
  // A term of blanks alone matches everything.
  const term = match.text.trim() === '' ? '' : match.text;
  return (text) => text.includes(term);
}
