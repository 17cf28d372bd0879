/** Control characters and line breaks would tear a report apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g;

/** A text in one line of at most `length` characters. */
export function shortened(text: string, length: number): string {
  const characters = [...text.replace(CONTROL, ' ').replace(/ +/g, ' ').trim()];
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 3).join('')}...`;
}
