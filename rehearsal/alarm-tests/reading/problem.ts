/** Something that is wrong in a file of alarm tests, in words for its author. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Where in the file's structure: `tests[2].expect[0].alarm`; empty for the whole file. */
  readonly field: string;
  readonly what: string;
}

/** `orders.alarms.yaml:12:7: tests[2].expect[0].alarm: the template has no alarm "x"`. */
export function problemText({ file, line, column, field, what }: Problem): string {
  return `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${what}`;
}
