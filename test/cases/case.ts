import { readFileSync } from 'node:fs';

/** Plain JSON data of a case. */
export type Fields = Readonly<Record<string, unknown>>;

/** One thing that CloudWatch does. What else it holds depends on its kind: see `kinds/`. */
export interface Case extends Fields {
  readonly id: string;
  readonly kind: string;
  /** `documented`, `recorded` on AWS, `derived` from a sentence of AWS, `superseded` by a later edition. */
  readonly status: string;
  readonly description?: string;
  readonly source?: string;
}

/** A file that holds no cases, in words for the one who gave it. */
export class CaseFileError extends Error {}

/**
 * The cases of a file in the format of `alarm-cases.json`.
 *
 * @throws CaseFileError for a file that cannot be read, that is not JSON or that holds something else.
 */
export function readCases(file: string): readonly Case[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CaseFileError(
      `cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new CaseFileError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const cases: unknown = isFields(content) ? content.cases : content;
  if (!Array.isArray(cases)) throw new CaseFileError(`${file} has no list "cases"`);
  return cases.map((each, index) => checked(each, `${file}: cases[${index}]`));
}

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function checked(value: unknown, where: string): Case {
  if (!isFields(value)) throw new CaseFileError(`${where} is not an object`);
  for (const member of ['id', 'kind', 'status']) {
    if (typeof value[member] !== 'string') throw new CaseFileError(`${where} has no ${member}`);
  }
  return value as Case;
}
