import { compileCondition } from './condition';
import type { Field } from './pattern';

/** The fields of a line that a pattern found, by name: the names of the pattern, `1`, `2` … for fields without one. */
export type NamedFields = ReadonlyMap<string, string>;

/** A pattern of fields as a function of a line: its fields if the line matches. */
export function compileFields(fields: readonly Field[]): (line: string) => NamedFields | undefined {
  const rest = fields.findIndex(({ kind }) => kind === 'rest');
  if (fields.filter(({ kind }) => kind === 'rest').length > 1) throw new Error('a pattern has at most one "..."');
  const before = rest < 0 ? fields : fields.slice(0, rest);
  const after = rest < 0 ? [] : fields.slice(rest + 1);
  const named = fields.length - (rest < 0 ? 0 : 1);
  const conditions = fields.flatMap((field) =>
    field.kind === 'field' && field.condition !== undefined ? [compileCondition(field.condition)] : [],
  );

  return (line) => {
    const values = splitFields(line);
    if (rest < 0 ? values.length !== named : values.length < named) return undefined;
    const found = new Map(values.map((value, index) => [`${index + 1}`, value]));
    const name = (field: Field, position: number) => {
      if (field.kind !== 'field' || field.name === undefined) return;
      found.delete(`${position + 1}`);
      found.set(field.name, values[position]!);
    };
    before.forEach(name);
    after.forEach((field, index) => {
      name(field, values.length - after.length + index);
    });
    return conditions.every((condition) => condition(([key]) => found.get(`${key}`))) ? found : undefined;
  };
}

/** Splits a line at blanks; what stands between square brackets or double quotes is one field. */
function splitFields(line: string): string[] {
  return Array.from(
    line.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g),
    ([, bracketed, quoted, plain]) => (bracketed ?? quoted ?? plain)!,
  );
}
