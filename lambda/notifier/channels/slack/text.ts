/** Slack's own three entities. Escaped, `<!channel>` and `<url|label>` are only text. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * mrkdwn knows no way to escape these, so they become look-alikes. `_` stays: it is in every second resource name, formats
 * at the edge of a word only, and a name must survive being copied.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '`': 'ˋ', '*': '∗', '~': '∼' };

/** Marks that turn text around or hide it: they make `exe.png` of `gnp.exe`. */
const INVISIBLE = /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
const MARK = '…';

/** Untrusted text for a `plain_text` object, on one line. */
export function plain(text: string, limit: number): string {
  return cut(oneLine(text, limit), limit, ENTITIES);
}

/** Untrusted text for a `mrkdwn` object, on one line. */
export function mrkdwn(text: string, limit: number): string {
  return cut(oneLine(text, limit), limit, { ...ENTITIES, ...LOOK_ALIKES });
}

/** Untrusted text for a `mrkdwn` object, with its lines. */
export function mrkdwnLines(text: string, limit: number): string {
  const lines = visible(text, limit)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return cut(lines, limit, { ...ENTITIES, ...LOOK_ALIKES });
}

function oneLine(text: string, limit: number): string {
  return visible(text, limit).replace(/\s+/gu, ' ').trim();
}

function visible(text: string, limit: number): string {
  // Ample: most of what is removed here is never there, and a megabyte of text is not worth reading through.
  const slice = text.slice(0, 8 * limit + 1);
  return slice
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Escapes and cuts between code points, never inside an entity. What is cut off leaves a mark. */
function cut(text: string, limit: number, replacements: Readonly<Record<string, string>>): string {
  let result = '';
  let beforeMark = '';
  for (const point of text) {
    const next = replacements[point] ?? point;
    if (result.length + next.length > limit) return beforeMark + MARK;
    result += next;
    if (result.length <= limit - MARK.length) beforeMark = result;
  }
  return result;
}
