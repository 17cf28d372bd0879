/** What may stand in a regular expression beside letters and digits; a blank stands in AWS's own examples. */
const PLAIN = new Set(':_#=@/;,-^$?[]{}|*+. ');
const ESCAPED = new Set(':_#=@/;,-^$?[]{}|*+.\\dDsSwW');

/**
 * CloudWatch's regular expressions are a part of JavaScript's: ASCII, no groups, few escapes.
 *
 * @throws Error that names what CloudWatch does not take.
 */
export function compileRegex(source: string): RegExp {
  const quoted = `the regular expression %${source}%`;
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (/[A-Za-z0-9]/.test(character) || PLAIN.has(character)) continue;
    if (character !== '\\') throw new Error(`${quoted} has ${named(character)}, which CloudWatch does not take`);
    const escaped = /^\\(x[0-9A-Fa-f]{2}|.)?/su.exec(source.slice(index))![1] ?? '';
    if (escaped.length < 3 && !ESCAPED.has(escaped)) {
      throw new Error(`${quoted} has "\\${escaped}", which CloudWatch does not take`);
    }
    index += escaped.length;
  }
  try {
    // {,n} is at most n; JavaScript would take it for text.
    return new RegExp(source.replace(/(?<!\\)\{\s*(\d*)\s*,\s*(\d*)\s*\}/g, (_, from, to) => `{${from || 0},${to}}`));
  } catch {
    throw new Error(`${quoted} is no regular expression`);
  }
}

function named(character: string): string {
  if (character > '\x7f') return `"${character}", no ASCII`;
  const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  return `"${character}" (\\x${hex} stands for it)`;
}
