import type { NoteInferredRule } from '../../alarms/inferred-rules';
import { compileCondition } from './condition';
import type { Field } from './pattern';

/** The fields of a line that a pattern found, by name: the names of the pattern, `1`, `2` … for fields without one. */
export type NamedFields = ReadonlyMap<string, string>;

/** A pattern of fields as a function of a line: its fields if the line matches. */
export function compileFields(
  fields: readonly Field[],
  note: NoteInferredRule,
): (line: string) => NamedFields | undefined {
  const rest = fields.findIndex(({ kind }) => kind === 'rest');
  if (fields.filter(({ kind }) => kind === 'rest').length > 1) throw new Error('a pattern has at most one "..."');
  const before = rest < 0 ? fields : fields.slice(0, rest);
  const after = rest < 0 ? [] : fields.slice(rest + 1);
  const named = before.length + after.length;
  const conditions = fields.flatMap((field) => {
    if (field.kind !== 'field' || field.condition === undefined) return [];
    return [{ name: field.name!, holds: compileCondition(field.condition) }];
  });

  return (line) => {
    const all = splitFields(line);
    // Without "..." the last field takes the rest of the line: AWS's [w1=ERROR, w2] is for lines of any length.
    const overlong = rest < 0 && all.length > named;
    const values = all.map(({ text }) => text);
    if (overlong) values.splice(named - 1, Number.POSITIVE_INFINITY, line.slice(all[named - 1]!.index).trimEnd());
    if (values.length < named) {
      note('tooFewFields');
      return undefined;
    }
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
    // Whatever name a condition gives its field, it is that of the field.
    if (!conditions.every(({ name: field, holds }) => holds(() => [found.get(field)]))) return undefined;
    if (overlong) note('restOfLine');
    return found;
  };
}

/** Splits a line at blanks; what stands between square brackets or double quotes is one field. */
function splitFields(line: string): { readonly text: string; readonly index: number }[] {
  return Array.from(line.matchAll(/\[([^\]]*)\]|"([^"]*)"|(\S+)/g), ({ index, 1: bracketed, 2: quoted, 3: plain }) => ({
    text: (bracketed ?? quoted ?? plain)!,
    index,
  }));
}
