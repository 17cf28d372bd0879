const MAX_LENGTH = 1024;
/** Printable ASCII with a non-blank and nothing that JSON escapes: what nearly every value is. */
const PLAIN = /^ *[!#-[\]-~][ !#-[\]-~]*$/;
const BLANK = /^ *$/;

/**
 * The JSON of a dimension value that CloudWatch takes (1 to 1,024 printable ASCII characters), at most 1,026
 * characters long. What it would refuse is bent rather than dropped, because a sample without its dimension belongs to
 * another metric: numbers and booleans become text, accents go, other characters become `?`, what is too long is cut,
 * and a missing or blank value reads `unknown`.
 */
export function dimensionValueJson(value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_LENGTH && PLAIN.test(value)) return `"${value}"`;
  const text = printable(value);
  const json = JSON.stringify(text.slice(0, MAX_LENGTH));
  // Only a value full of quotes and backslashes gets here with more: half of it fits whatever it holds.
  return json.length <= MAX_LENGTH + 2 ? json : JSON.stringify(text.slice(0, MAX_LENGTH / 2));
}

function printable(value: unknown): string {
  if (
    typeof value !== 'string' &&
    typeof value !== 'number' &&
    typeof value !== 'boolean' &&
    typeof value !== 'bigint'
  ) {
    return 'unknown';
  }
  const text = String(value)
    .slice(0, MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^ -~]/gu, '?')
    .slice(0, MAX_LENGTH);
  return BLANK.test(text) ? 'unknown' : text;
}
